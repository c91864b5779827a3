/**
 * Who takes part in a comparison.
 *
 * <p>A {@link dev.keygraph.compare.contender.ContenderFactory} knows contenders by name and opens
 * them, in the process that measures. Factories register with {@link java.util.ServiceLoader}: a
 * jar with one on the class path is enough to take part. What they answer is compared, so the
 * contract of each question, {@link dev.keygraph.compare.question.QuestionKind}, is exact.
 *
 * <p>A <i>peer</i> is a contender of another design than keygraph's. It is measured and shown like
 * any other one, and never recommended.
 */
@NullMarked
package dev.keygraph.compare.contender;

import org.jspecify.annotations.NullMarked;
