/**
 * Turns class files into units: where they lie, what they say, and what changed since the last
 * time.
 *
 * <p>{@link dev.keygraph.cli.index.Indexer} runs it all. {@link dev.keygraph.cli.index.ClassFiles}
 * says where class files come from, {@link dev.keygraph.cli.index.ClassUnits} what one of them
 * says:
 *
 * <table>
 * <caption>Nodes</caption>
 * <tr><th>what</th><th>symbol</th><th>kind</th></tr>
 * <tr><td>class, record, enum</td><td>{@code java/util/HashMap}</td><td>STRUCT</td></tr>
 * <tr><td>interface, annotation type</td><td>{@code java/util/Map$Entry}</td><td>TRAIT</td></tr>
 * <tr><td>method, constructor</td><td>{@code java/util/List#add(Ljava/lang/Object;)Z}</td>
 *     <td>FUNCTION</td></tr>
 * <tr><td>field</td><td>{@code java/util/HashMap#size:I}</td><td>FIELD</td></tr>
 * <tr><td>module</td><td>{@code module:java.base}</td><td>MODULE</td></tr>
 * <tr><td>package with a {@code package-info}</td><td>{@code java/util/package-info}</td>
 *     <td>MODULE</td></tr>
 * </table>
 *
 * <table>
 * <caption>Edges</caption>
 * <tr><th>kind</th><th>stated for</th></tr>
 * <tr><td>DEFINES</td><td>a type and its methods, fields and member types</td></tr>
 * <tr><td>EXTENDS</td><td>a class and its superclass, an interface and its superinterfaces</td></tr>
 * <tr><td>IMPLEMENTS</td><td>a class and its interfaces</td></tr>
 * <tr><td>CALLS</td><td>a method and each method that it invokes, or whose handle it holds: lambda
 *     bodies and method references are arguments of {@code invokedynamic}</td></tr>
 * <tr><td>ACCESSES</td><td>a method and each field that it reads or writes</td></tr>
 * <tr><td>USES</td><td>a definition and each type in its descriptor, generic signature, exceptions,
 *     annotations and instructions, by element type where it is an array; a module and the modules
 *     and services that it names. A type's supertypes, and a type itself, are not repeated as
 *     USES</td></tr>
 * </table>
 *
 * <p>A unit depends on the bytes of one class file alone. So the owner of a called method is the
 * one that the byte code names, which may inherit the method: {@code list.hashCode()} on an {@code
 * ArrayList} calls {@code java/util/ArrayList#hashCode()I}, although {@code AbstractList} declares
 * it. Array types have the methods of {@code java/lang/Object}; signature-polymorphic methods are
 * called by their declared signature.
 *
 * <p>Class files and jars may mean harm. Nothing is unpacked beyond the size of the largest class
 * file that is read, lengths are checked before anything is made of them, and what one class file
 * states is bounded; whatever breaks a rule is reported as {@link dev.keygraph.cli.index.Skipped},
 * and the rest is indexed. The memory that a jar takes grows with the number of its entries only.
 */
@NullMarked
package dev.keygraph.cli.index;

import org.jspecify.annotations.NullMarked;
