using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>A browser profile must say where its browser is, and has a plain name.</summary>
internal static class BrowserProfiles
{
    public static void Check(JsonObject profile, string path, Inspection inspection)
    {
        if (Kinds.Number(profile["cdpPort"]) is null or 0 && string.IsNullOrEmpty(Kinds.Text(profile["cdpUrl"])))
            inspection.Report(path, "Profile must set cdpPort or cdpUrl");
    }

    public static bool IsName(string name) =>
        name.Length > 0 && name.All(static character => character is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');
}
