namespace Moltbot.Policy.Sessions;

/// <summary>Which direct messages share a session (<c>session.dmScope</c>).</summary>
public enum DmScope
{
    /// <summary>All of them share the agent's main session.</summary>
    Main,

    /// <summary>One session a person, over all channels.</summary>
    PerPeer,

    /// <summary>One session a person and channel.</summary>
    PerChannelPeer,

    /// <summary>One session a person, channel and account.</summary>
    PerAccountChannelPeer,
}
