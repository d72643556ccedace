namespace Moltbot.Embedded.Calls;

/// <summary>What the attributes of an interface method say about its calls. For generated code.</summary>
[Flags]
public enum CallOptions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The caller does not wait.</summary>
    OneWay = 1,

    /// <summary>May run beside other calls that are read-only.</summary>
    ReadOnly = 2,

    /// <summary>May run while any other call awaits.</summary>
    AlwaysInterleave = 4,

    /// <summary>One of the arguments is a cancellation token.</summary>
    Cancellable = 8,
}
