namespace Moltbot.Embedded.Activations;

/// <summary>The life of an activation, in this order.</summary>
internal enum ActivationState : byte
{
    /// <summary>Nothing has been asked of it.</summary>
    Created,

    /// <summary>The grain is made and its states are read; calls wait.</summary>
    Activating,

    /// <summary>Calls run.</summary>
    Valid,

    /// <summary>Running calls end; new calls wait for the next activation.</summary>
    Deactivating,

    /// <summary>It takes no calls.</summary>
    Ended,
}
