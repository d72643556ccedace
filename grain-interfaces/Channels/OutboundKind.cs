namespace Moltbot.GrainInterfaces.Channels;

/// <summary>What is done in a chat.</summary>
public enum OutboundKind
{
    /// <summary>A message is written.</summary>
    Message,

    /// <summary>The bot's reaction is put on a message; the text is the emoji.</summary>
    Reaction,

    /// <summary>The text of a message that the bot wrote is exchanged.</summary>
    Edit,
}
