using Microsoft.Extensions.AI;

namespace Moltbot.Models.Wire;

/// <summary>
/// Signed or encrypted reasoning goes back only to who made it: after a failover the conversation holds reasoning of
/// another provider, which would be refused. The mark travels in <see cref="TextReasoningContent.ProtectedData"/>.
/// </summary>
internal static class ProtectedReasoning
{
    private const char Separator = '\n';

    public static string Mark(string origin, string kind, string data) => string.Join(Separator, origin, kind, data);

    /// <returns>False when it is not ours to send.</returns>
    public static bool TryRead(string origin, TextReasoningContent content, out string kind, out string data)
    {
        var parts = content.ProtectedData?.Split(Separator, 3) ?? [];
        var ours = parts.Length == 3 && string.Equals(parts[0], origin, StringComparison.Ordinal);
        (kind, data) = ours ? (parts[1], parts[2]) : ("", "");
        return ours;
    }
}
