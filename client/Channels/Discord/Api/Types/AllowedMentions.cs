namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>Whom a message alerts, whatever its text names.</summary>
internal sealed record AllowedMentions
{
    /// <summary>Nobody but the author of the message that is answered: the text was written by a model.</summary>
    public static readonly AllowedMentions AnsweredOnly = new() { Parse = [], RepliedUser = true };

    public required IReadOnlyList<string> Parse { get; init; }

    public bool? RepliedUser { get; init; }
}
