using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Models.Profiles;

namespace Moltbot.Conformance.Adapters.Configuration;

/// <summary>Cases of the order of credentials tell what was stored in words; this puts the words into a store.</summary>
internal static class ProfileOrderCases
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);

    public static JsonNode? Order(JsonElement input)
    {
        var situation = input.Text("situation") ?? "";
        var profiles = input.Get("profiles")!.Value.EnumerateObject().Select(entry => Profile(entry.Name, entry.Value.GetString()!, situation));
        var order = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (situation is "stored order" or "explicit order with cooldown")
            order["anthropic"] = ["anthropic:default", "anthropic:oauth"];
        return ProfileOrder.For(
            "anthropic", AuthConfig.From(ConfigInput.Section(input.Get("config")).Section("auth")),
            new CredentialStore([.. profiles], order), Now, input.Text("preferredProfile")).ToJson();
    }

    private static CredentialProfile Profile(string id, string kind, string situation) => new()
    {
        Id = id,
        Provider = id.Split(':')[0],
        Kind = kind switch { "oauth" => CredentialKind.OAuth, "token" => CredentialKind.Token, _ => CredentialKind.ApiKey },
        ExpiresAt = kind == "token" && situation.Contains("expired", StringComparison.Ordinal) ? Now.AddMinutes(-1) : null,
        CoolsUntil = Rest(id, situation) is { } rest ? Now + rest : null,
    };

    private static TimeSpan? Rest(string id, string situation) => (situation, id) switch
    {
        ("cooldown goes last", "anthropic:oauth") => TimeSpan.FromMinutes(1),
        ("two cooldowns by expiry", "anthropic:default") => TimeSpan.FromMinutes(1),
        ("two cooldowns by expiry", "anthropic:oauth") => TimeSpan.FromMinutes(2),
        ("explicit order with cooldown", "anthropic:default") => TimeSpan.FromMinutes(1),
        _ => null,
    };
}
