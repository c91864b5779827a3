/**
 * The on-disk format: how texts, numbers and keys become bytes. Nothing here knows of graphs or
 * engines; what the values hold is written by {@code dev.keygraph.store}, in the layouts below.
 *
 * <h2>Format version 1</h2>
 *
 * One keyspace, ordered bytewise and unsigned. A key begins with a tag, one byte, shown here as a
 * letter. {@code u8}, {@code u32}, {@code u64} are big-endian and unsigned; {@code varint} is
 * unsigned LEB128; {@code text} in a key is as {@link dev.keygraph.encoding.KeyText} says, in a
 * value a varint length and {@linkplain dev.keygraph.encoding.TextBytes UTF-8}; {@code ...} is to
 * the end.
 *
 * <pre>
 * tag  key                                      value
 * ---  ---------------------------------------  --------------------------------------------------
 * A    simple name: text, node u32              (empty)
 * C    initials: text, node u32                 (empty)
 * D    node u32, unit u32                       node kind u8, attributes ...
 * E    from u32, kind u8, to u32, unit u32      attributes ...
 * F    from u32, kind u8, to u32                varint (unit * 2 + several), attributes ...
 * I    unit u32                                 path, UTF-8 ...
 * K    node kind u8, node u32                   (empty)
 * M    "format"                                 format version u32
 * M    "state"                                  version u64, next node u32, next unit u32, units u64,
 *                                               nodes u64, unresolved nodes u64, edges u64
 * M    "edge-kind-", u8 as 3 digits             name, UTF-8 ...
 * M    "node-kind-", u8 as 3 digits             name, UTF-8 ...
 * N    node u32                                 node kind u8, shown unit varint, symbol, UTF-8 ...
 * P    path: text                               unit u32, SHA-256, definitions varint, edges varint,
 *                                               content bytes varint, path UTF-8 ... if the key cut it
 * R    to u32, kind u8, from u32                (empty)
 * S    symbol: text                             node u32
 * U    unit u32, chunk u32, piece u32           a piece of at most 64 KiB of a chunk
 * </pre>
 *
 * Ids and kinds are private to a store. Node ids count from 0 in the order of first mention, unit
 * ids from 1; neither is used again. Node kind 0 is UNRESOLVED; other kinds count from 1. The
 * <em>shown unit</em> of a node is the one with the smallest path of those that define it, or 0. In
 * F, <em>several</em> is 0 where one unit states the edge: the unit is that one and its attributes
 * follow. It is 1 where several do: the unit is the one with the smallest path, nothing follows,
 * and each statement is an entry of E. An edge that is not stated by several has none.
 *
 * <h2>Attributes</h2>
 *
 * Nothing at all where there are none; else a varint count, and for each, by ascending name: the
 * name (varint 0 and a text, or the number of a known name: 1 file, 2 line, 3 startLine, 4 endLine,
 * 5 visibility, 6 signature, 7 modifiers), and the value (varint 2 * length and that many bytes of
 * UTF-8, or varint 2 * number + 1 for a text that is a decimal number from 0 to 2^30 - 1 without
 * leading zeros).
 *
 * <h2>Unit content</h2>
 *
 * Canonical: a function of what the unit says, not of ids, kinds' numbers, history or engine. The
 * owners of a unit (symbols that it defines or that edges start from) are sorted by code points and
 * cut into chunks: a chunk ends behind an owner if its owners have at least 8 KiB of raw size (the
 * bytes of all their texts, and 4 for each edge) and the CRC-32C of the owner's symbol is divisible
 * by 8, or if they have at least 48 KiB. So an edit moves few boundaries. A chunk is:
 *
 * <pre>
 * CRC-32C of the rest     u32
 * symbols                 varint count; each: varint length shared with the one before,
 *                         varint length of the rest, the rest in UTF-8
 * node kinds              varint count; each a text, by ascending name
 * edge kinds              varint count; each a text, by ascending name
 * owners                  varint count; each:
 *   symbol                varint index among the symbols
 *   definition            varint 0, or 1 + index among the node kinds, then attributes with a
 *                         varint length before them
 *   edges                 varint count; each: varint index among the edge kinds, varint index among
 *                         the symbols, attributes with a varint length before them
 * </pre>
 *
 * It is stored in pieces of at most 64 KiB, numbered from 0. A unit that says nothing has no
 * chunks.
 *
 * <h2>Versions</h2>
 *
 * A store of a newer format is refused. Golden files in the tests hold every layout byte by byte.
 */
@NullMarked
package dev.keygraph.encoding;

import org.jspecify.annotations.NullMarked;
