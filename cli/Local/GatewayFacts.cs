using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Cli.Local;

/// <summary>What the configuration file says about reaching the gateway.</summary>
internal sealed record GatewayFacts
{
    public int? Port { get; init; }

    /// <summary>Secret.</summary>
    public string? Token { get; init; }

    /// <summary>Secret.</summary>
    public string? Password { get; init; }

    public bool Tls { get; init; }

    public string? CertificatePath { get; init; }

    /// <summary>Whether <c>gateway.mode</c> is <c>remote</c>: the gateway runs elsewhere.</summary>
    public bool IsRemote { get; init; }

    public string? RemoteUrl { get; init; }

    /// <summary>Secret.</summary>
    public string? RemoteToken { get; init; }

    /// <summary>Secret.</summary>
    public string? RemotePassword { get; init; }

    public string? RemoteFingerprint { get; init; }

    public static GatewayFacts From(JsonObject? gateway)
    {
        var auth = gateway?["auth"] as JsonObject;
        var tls = gateway?["tls"] as JsonObject;
        var remote = gateway?["remote"] as JsonObject;
        return new GatewayFacts
        {
            Port = gateway?["port"] is JsonValue port && int.TryParse(port.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536 ? number : null,
            Token = Text(auth, "token"),
            Password = Text(auth, "password"),
            Tls = tls?["enabled"]?.GetValueKind() == JsonValueKind.True,
            CertificatePath = Text(tls, "certPath"),
            IsRemote = Text(gateway, "mode") == "remote",
            RemoteUrl = Text(remote, "url"),
            RemoteToken = Text(remote, "token"),
            RemotePassword = Text(remote, "password"),
            RemoteFingerprint = Text(remote, "tlsFingerprint"),
        };
    }

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"GatewayFacts {{ Port = {Port}, IsRemote = {IsRemote} }}";

    private static string? Text(JsonObject? section, string key) =>
        section?[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Trim() is { Length: > 0 } text ? text : null;
}
