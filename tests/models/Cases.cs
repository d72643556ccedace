using System.Text.Json;

namespace Moltbot.Models.Tests;

/// <summary>The shared cases of models and credentials.</summary>
internal static class Cases
{
    public static IEnumerable<(JsonElement Input, JsonElement Expected)> Of(string function)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "cases", "models_auth.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray()
            .Where(c => c.GetProperty("fn").GetString() == function)
            .Select(c => (c.GetProperty("input").Clone(), c.GetProperty("expected").Clone()))];
    }
}
