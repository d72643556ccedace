using Microsoft.Extensions.AI;

namespace Moltbot.Models.Failover;

/// <summary>Tells a model that there were pictures, where it cannot be shown them: a provider refuses a whole conversation for one.</summary>
internal static class UnseenPictures
{
    /// <summary>The model is not said to take pictures.</summary>
    internal const string NotTaken = "[a picture was here; this model is not said to take pictures]";

    /// <summary>The provider refused what was asked with it.</summary>
    internal const string Refused = "[a picture was here; the model's provider did not take it]";

    /// <summary>The conversation with words in the place of pictures; the same one where there are none.</summary>
    public static IReadOnlyList<ChatMessage> ToldOf(IReadOnlyList<ChatMessage> messages, string words) =>
        messages.Any(HasPicture) ? [.. messages.Select(message => HasPicture(message) ? Without(message, words) : message)] : messages;

    private static bool HasPicture(ChatMessage message) => message.Contents.Any(IsPicture);

    private static ChatMessage Without(ChatMessage message, string words)
    {
        var told = message.Clone();
        told.Contents = [.. message.Contents.Select(content => IsPicture(content) ? new TextContent(words) : content)];
        return told;
    }

    private static bool IsPicture(AIContent content) => content is DataContent data && data.HasTopLevelMediaType("image");
}
