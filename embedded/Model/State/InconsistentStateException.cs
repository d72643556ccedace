using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A stored version is not the one that was expected: another activation owns the state now.</summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    /// <summary>Without words.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>With words.</summary>
    public InconsistentStateException(string message)
        : base(message)
    {
    }

    /// <summary>With words and a cause.</summary>
    public InconsistentStateException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }

    /// <summary>With both versions.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>With both versions and a cause.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>With both versions and the storage's own error.</summary>
    public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
        : this(storageException.Message, storedEtag, currentEtag, storageException)
    {
    }

    /// <summary>The version that is stored.</summary>
    [Id(1)]
    public string? StoredEtag { get; private set; }

    /// <summary>The version that the writer knew.</summary>
    [Id(2)]
    public string? CurrentEtag { get; private set; }

    /// <summary>Whether the error has not yet left the activation that ran into it; only that one ends.</summary>
    internal bool IsSourceActivation { get; set; } = true;
}
