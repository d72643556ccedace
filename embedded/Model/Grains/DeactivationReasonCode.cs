namespace Orleans;

/// <summary>Why an activation ends.</summary>
[GenerateSerializer]
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason given.</summary>
    None,

    /// <summary>The process is stopping.</summary>
    ShuttingDown,

    /// <summary>The activation could not be set up.</summary>
    ActivationFailed,

    /// <summary>The directory of activations failed.</summary>
    DirectoryFailure,

    /// <summary>Nothing was asked of it for its collection age.</summary>
    ActivationIdle,

    /// <summary>It did not answer.</summary>
    ActivationUnresponsive,

    /// <summary>Another activation of the same key exists.</summary>
    DuplicateActivation,

    /// <summary>It cannot serve the interface version that was asked for.</summary>
    IncompatibleRequest,

    /// <summary>The grain's own code failed in a way that makes its memory doubtful.</summary>
    ApplicationError,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,

    /// <summary>It moves to another place.</summary>
    Migrating,

    /// <summary>The engine asked for it.</summary>
    RuntimeRequested,

    /// <summary>Memory is short.</summary>
    HighMemoryPressure,
}
