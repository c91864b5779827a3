package dev.keygraph.engine.mapdb;

/**
 * A page that is due in the base file.
 *
 * @param page its number
 * @param content what the last commit of the sealed journal left
 */
record SealedPage(int page, PageVersion content) {}
