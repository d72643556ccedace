namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>What to do when a connection of the gateway ended.</summary>
internal enum GatewayNext
{
    /// <summary>Take up the session: what was missed comes again.</summary>
    Resume,

    /// <summary>Begin a new session.</summary>
    Identify,

    /// <summary>Nothing helps but a person.</summary>
    GiveUp,
}
