using Collum.Findings;

namespace Collum.Clinic.Storage;

/// <summary>The place where charts are kept cannot do what was asked (disk full, locked, read-only, damaged, unreachable). Commands end with exit status 3.</summary>
public sealed class StorageException(Sentence what, Sentence whatToDo, Exception? cause = null) : Exception(null, cause)
{
    public override string Message => Said;

    /// <summary>Both sentences, to be said in the reader's language.</summary>
    public Sentence Said { get; } = InTurn([what, whatToDo]);

    /// <summary>What is wrong, one sentence that names the place.</summary>
    public Sentence What { get; } = what;

    /// <summary>What the reader can do about it, one sentence.</summary>
    public Sentence WhatToDo { get; } = whatToDo;
}
