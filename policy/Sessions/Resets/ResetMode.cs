namespace Moltbot.Policy.Sessions.Resets;

/// <summary>When a session starts anew by itself.</summary>
public enum ResetMode
{
    /// <summary>Once a day, at an hour of the local clock.</summary>
    Daily,

    /// <summary>After a time without a message.</summary>
    Idle,
}
