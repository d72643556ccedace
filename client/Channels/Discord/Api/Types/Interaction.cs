namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>Somebody used a command or a button. Discord shows it as failed when it is not answered within 3 s.</summary>
internal sealed record Interaction
{
    public const int Command = 2;
    public const int Component = 3;
    public const int WithBot = 1;
    public const int Elsewhere = 2;

    public required string Id { get; init; }

    public required string ApplicationId { get; init; }

    public int Type { get; init; }

    public InteractionData? Data { get; init; }

    public string? GuildId { get; init; }

    public string? ChannelId { get; init; }

    /// <summary>What Discord tells of the channel, which the bot may not be able to look at.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Where it was used: in a guild, in the chat with the bot (<see cref="WithBot"/>), or in a chat that the bot is not in (<see cref="Elsewhere"/>).</summary>
    public int? Context { get; init; }

    /// <summary>In a guild.</summary>
    public Member? Member { get; init; }

    /// <summary>In a direct chat.</summary>
    public User? User { get; init; }

    /// <summary>Lets whoever has it answer in the bot's name for 15 minutes. Never shown or logged.</summary>
    public required string Token { get; init; }

    /// <summary>Of a button: the message it is on.</summary>
    public Message? Message { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"Interaction {Id} of type {Type}";
}
