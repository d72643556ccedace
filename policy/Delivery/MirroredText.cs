namespace Moltbot.Policy.Delivery;

/// <summary>What a session's transcript keeps of a message that was sent from outside a run.</summary>
public static class MirroredText
{
    /// <summary>The names of the files sent, else the text; null when there is nothing to keep.</summary>
    /// <param name="text">The message.</param>
    /// <param name="mediaUrls">Addresses or paths of what was sent along.</param>
    public static string? Of(string? text, IReadOnlyList<string>? mediaUrls = null)
    {
        List<string> sent = [.. (mediaUrls ?? []).Where(each => !string.IsNullOrWhiteSpace(each))];
        if (sent.Count > 0)
        {
            List<string> names = [.. sent.Select(FileNameOf).OfType<string>()];
            return names.Count > 0 ? string.Join(", ", names) : "media";
        }

        return text?.Trim() is { Length: > 0 } words ? words : null;
    }

    private static string? FileNameOf(string address)
    {
        string path = address.Trim().Split('#')[0].Split('?')[0];
        string name = Uri.TryCreate(path, UriKind.Absolute, out Uri? url)
            ? Uri.UnescapeDataString(Path.GetFileName(url.AbsolutePath))
            : Path.GetFileName(path);
        return name is "" or "." ? null : name;
    }
}
