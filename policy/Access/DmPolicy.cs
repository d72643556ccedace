namespace Moltbot.Policy.Access;

/// <summary>What happens to a direct message from somebody unknown (security.md §2).</summary>
public enum DmPolicy
{
    /// <summary>They get a pairing code, once; the message is dropped.</summary>
    Pairing,

    /// <summary>It is dropped in silence.</summary>
    Allowlist,

    /// <summary>It is accepted; the configuration must say so with a <c>*</c> in the list too.</summary>
    Open,

    /// <summary>Every direct message is dropped, listed senders' too.</summary>
    Disabled,
}
