using Microsoft.Extensions.AI;

namespace Moltbot.Models.Failover;

/// <summary>Tells a model that takes no pictures that there were some: a provider would refuse the whole conversation for one.</summary>
internal static class UnseenPictures
{
    internal const string Told = "[a picture was here; this model is not said to take pictures]";

    /// <summary>The same conversation where there are none.</summary>
    public static IReadOnlyList<ChatMessage> ToldOf(IReadOnlyList<ChatMessage> messages) =>
        messages.Any(HasPicture) ? [.. messages.Select(static message => HasPicture(message) ? Without(message) : message)] : messages;

    private static bool HasPicture(ChatMessage message) => message.Contents.Any(IsPicture);

    private static ChatMessage Without(ChatMessage message)
    {
        var told = message.Clone();
        told.Contents = [.. message.Contents.Select(static content => IsPicture(content) ? new TextContent(Told) : content)];
        return told;
    }

    private static bool IsPicture(AIContent content) => content is DataContent data && data.HasTopLevelMediaType("image");
}
