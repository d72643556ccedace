namespace Orleans.Core;

/// <summary>A stored state of one grain. The calls of one activation must not overlap.</summary>
public interface IStorage
{
    /// <summary>The version that was last read or written; null when none was.</summary>
    string? Etag { get; }

    /// <summary>Whether a stored record exists.</summary>
    bool RecordExists { get; }

    /// <summary>Removes the record.</summary>
    /// <exception cref="Storage.InconsistentStateException">Another activation wrote meanwhile: this one ends.</exception>
    Task ClearStateAsync();

    /// <summary>Writes the state if the stored version is still <see cref="Etag"/>.</summary>
    /// <exception cref="Storage.InconsistentStateException">Another activation wrote meanwhile: this one ends.</exception>
    Task WriteStateAsync();

    /// <summary>Reads the state, giving up what was not written.</summary>
    Task ReadStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <inheritdoc cref="WriteStateAsync()"/>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <inheritdoc cref="ReadStateAsync()"/>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}
