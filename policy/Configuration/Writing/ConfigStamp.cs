using System.Globalization;
using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration.Writing;

/// <summary>Who wrote a document last, and when.</summary>
/// <param name="Version">The program's version.</param>
public sealed record ConfigStamp(string Version, DateTimeOffset At)
{
    internal void Apply(JsonObject document)
    {
        if (document["meta"] is not JsonObject meta)
            document["meta"] = meta = [];
        meta["lastTouchedVersion"] = Version;
        meta["lastTouchedAt"] = At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
