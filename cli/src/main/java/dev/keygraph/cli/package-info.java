/**
 * The {@code keygraph} command.
 *
 * <p>{@link dev.keygraph.cli.Main} is the entry point, and each of its subcommands a class. {@link
 * dev.keygraph.cli.ExitCodes} says what comes back. With {@code --json}, a command prints one JSON
 * document on the standard output, whose names are stable:
 *
 * <ul>
 *   <li>A <em>node</em> is an object with {@code symbol}, {@code kind}, {@code display} (for
 *       people), and {@code attributes}, an object of texts such as {@code file}, {@code
 *       startLine}, {@code endLine}, {@code visibility}, {@code modifiers}, {@code signature}.
 *   <li>A <em>step</em> is a node with {@code edge}, the kind of the edge that leads to it, and
 *       {@code line} where the edge has one: a number, or a text if whoever made the edge did not
 *       write one.
 *   <li>{@code index}: {@code added}, {@code changed}, {@code unchanged}, {@code removed}, {@code
 *       skipped} (an array of {@code path} and {@code reason}), {@code multiRelease} (an array of
 *       jars), {@code bytes}, {@code seconds}, {@code version}, and the graph's {@code units},
 *       {@code nodes}, {@code edges}.
 *   <li>{@code find}: {@code results}, an array of nodes.
 *   <li>{@code callers}, {@code callees}, {@code implements}: {@code node}, and {@code results}, an
 *       array of nodes, with {@code line} where the call has one and {@code depth} where it
 *       matters.
 *   <li>{@code blast-radius}: {@code node}, {@code byDepth} (an array of {@code depth} and {@code
 *       nodes}), and {@code results}, an array of steps with {@code depth} and {@code parent}, the
 *       symbol one step nearer.
 *   <li>{@code trace}: {@code from}, {@code to}, and {@code paths}, an array of {@code length} and
 *       {@code steps}.
 *   <li>{@code cycles}: {@code cycles}, an array of {@code size} and {@code steps}.
 *   <li>{@code stats}: {@code version}, {@code units}, {@code nodes}, {@code unresolved}, {@code
 *       edges}, {@code engine}, {@code bytesOnDisk}, {@code details}, and with {@code --detail}
 *       {@code nodesByKind} and {@code hubs}.
 *   <li>{@code verify}: {@code sound}, {@code version}, {@code units}, {@code nodes}, {@code
 *       edges}, {@code entries}, {@code seconds}, {@code counts} (findings by part), and {@code
 *       results}, an array of {@code part}, {@code place}, {@code problem}.
 *   <li>{@code repair}: {@code units}, {@code lost}, {@code engine}, {@code seconds}, and {@code
 *       counts} and {@code results} as of {@code verify}.
 *   <li>{@code backup}, {@code restore}: {@code engine}, {@code created}, {@code version}, {@code
 *       units}, {@code nodes}, {@code edges}, {@code files}, {@code bytes}, {@code seconds}.
 *   <li>{@code migrate}: {@code from}, {@code to}, {@code entries}, {@code bytesBefore}, {@code
 *       bytesAfter}, {@code seconds}; {@code compact}: the last three.
 *   <li>{@code compare}: the fields of {@code report.json}, and with {@code --baseline} {@code
 *       changes}, an object of {@code margin} (a part of one), {@code compared} (how many figures
 *       both runs have), {@code worse} and {@code better} (arrays of {@code contender}, {@code
 *       section}, {@code name}, {@code parameters}, the medians {@code before} and {@code now}, and
 *       their {@code unit}), {@code missing} (the first four of those, of figures that the baseline
 *       alone has), and {@code cautions} (texts: why the runs may not be comparable).
 * </ul>
 *
 * <p>Answers to a question also have {@code total}, how many results there are (absent where they
 * were not counted to the end), and {@code complete}, whether {@code results} are all of them. A
 * symbol that is not found or ambiguous gives {@code error}, {@code symbol}, and {@code
 * candidates}, an array of nodes; any other failure {@code error}.
 */
@NullMarked
package dev.keygraph.cli;

import org.jspecify.annotations.NullMarked;
