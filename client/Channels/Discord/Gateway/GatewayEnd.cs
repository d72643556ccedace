namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>Why a connection of the gateway ended.</summary>
/// <param name="Next">What to do.</param>
/// <param name="Reason">What happened, in words without secrets.</param>
internal sealed record GatewayEnd(GatewayNext Next, string Reason)
{
    /// <summary>A frame came that is not read. Taken up again, the session would bring it again.</summary>
    public static readonly GatewayEnd TooLarge = new(
        GatewayNext.Identify, $"the gateway sent a frame of more than {GatewaySocket.MaxFrameBytes / 1024 / 1024} MiB, which is not read");

    /// <summary>The gateway closed the connection.</summary>
    /// <param name="code">Its close code; null when it just went away.</param>
    public static GatewayEnd Closed(int? code) => code switch
    {
        // What the original's libraries and Discord's documentation agree on; codes unknown here are tried to be resumed.
        4004 => new(GatewayNext.GiveUp, "Discord does not accept the token (4004)"),
        4010 => new(GatewayNext.GiveUp, "Discord does not accept the shard (4010)"),
        4011 => new(GatewayNext.GiveUp, "the bot is in more guilds than one connection may serve (4011)"),
        4012 => new(GatewayNext.GiveUp, "Discord does not speak this version of the gateway any more (4012)"),
        4013 => new(GatewayNext.GiveUp, "Discord does not know one of the intents (4013)"),
        4014 => new(GatewayNext.GiveUp, "an intent is not switched on for the bot (4014): allow \"Message Content Intent\", and those that channels.discord.intents names, in Discord's developer portal"),
        4003 or 4007 or 4009 or 1000 or 1001 => new(GatewayNext.Identify, $"Discord ended the session ({code})"),
        null => new(GatewayNext.Resume, "the connection broke"),
        _ => new(GatewayNext.Resume, $"Discord closed the connection ({code})"),
    };
}
