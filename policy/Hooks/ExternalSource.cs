namespace Moltbot.Policy.Hooks;

/// <summary>Where a text comes from that nobody here wrote.</summary>
public enum ExternalSource
{
    /// <summary>Anywhere.</summary>
    External,

    /// <summary>A mail.</summary>
    Email,

    /// <summary>A program that called a hook.</summary>
    Webhook,

    /// <summary>A page that a tool asked for.</summary>
    Web,

    /// <summary>A picture, as a model describes it.</summary>
    Picture,

    /// <summary>A paired node.</summary>
    Node,

    /// <summary>A server of tools that the configuration names.</summary>
    Mcp,

    /// <summary>A sub-agent, which may have read any of these.</summary>
    Subagent,

    /// <summary>Another session, where strangers may speak.</summary>
    Session,

    /// <summary>An earlier part of the conversation, in which strangers may have spoken, or what a model wrote of it.</summary>
    Conversation,
}
