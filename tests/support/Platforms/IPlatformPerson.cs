namespace Moltbot.TestSupport.Platforms;

/// <summary>Somebody on a platform. Every method answers the update that it leads to.</summary>
public interface IPlatformPerson
{
    /// <summary>The immutable id.</summary>
    string Id { get; }

    /// <summary>A name that its owner can change.</summary>
    string Name { get; }

    /// <summary>The id of the direct chat with the bot.</summary>
    string ChatId { get; }

    /// <summary>The last message written.</summary>
    string LastMessageId { get; }

    /// <summary>Writes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="group">The group; the direct chat when left out.</param>
    /// <param name="mention">Whether the bot is mentioned.</param>
    /// <param name="replyTo">The bot's message that is answered.</param>
    long Says(string text, IPlatformGroup? group = null, bool mention = false, PlatformMessage? replyTo = null);

    /// <summary>Sends pictures, in one message where the platform has such.</summary>
    /// <param name="text">What is said of them.</param>
    /// <param name="pictures">The pictures; Telegram takes one a message.</param>
    long Shows(string text, params IReadOnlyList<PlatformPicture> pictures);

    /// <summary>Changes the last message.</summary>
    long Edits(string text, IPlatformGroup? group = null);

    /// <summary>Reacts to a message.</summary>
    long Reacts(string messageId, IPlatformGroup? group = null);

    /// <summary>Presses a button below a message of the bot.</summary>
    long Presses(PlatformMessage message, string data, IPlatformGroup? group = null);
}
