using System.Text.Json;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Tests.Sessions.Support;

/// <summary>Transcript messages as one line each: <c>user: text</c>.</summary>
internal static class Messages
{
    public static string Line(TranscriptMessage message)
    {
        using JsonDocument document = JsonDocument.Parse(message.Json);
        var texts = document.RootElement.GetProperty("content").EnumerateArray()
            .Where(part => part.TryGetProperty("text", out _)).Select(part => part.GetProperty("text").GetString());
        return $"{message.Role}: {string.Join('\n', texts)}";
    }
}
