using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Writing;
using Moltbot.Policy.Devices;
using Moltbot.Policy.SecurityAudit.Installation;
using Moltbot.Policy.SecurityAudit.Starts;

namespace Moltbot.Policy.SecurityAudit;

/// <summary>What the pure checks look at, gathered before the first of them runs.</summary>
public sealed record AuditSubject
{
    /// <summary>The configuration in force.</summary>
    public required ConfigDocument Document { get; init; }

    /// <summary>The configuration as written, before variables and defaults; null when nothing is.</summary>
    public JsonObject? Written { get; init; }

    /// <summary>The shared secret in force.</summary>
    public required GatewaySecret Secret { get; init; }

    /// <summary>Where the secret was found, as people know the place.</summary>
    public string SecretSource { get; init; } = "gateway.auth";

    /// <summary>Whether a gateway that has no token makes itself one at its first start.</summary>
    public bool MakesToken { get; init; }

    /// <summary>Variables of the process; null when unset.</summary>
    public Func<string, string?> Environment { get; init; } = static _ => null;

    /// <summary>Where everything is kept.</summary>
    public string StateDirectory { get; init; } = "";

    /// <summary>Where the configuration is kept.</summary>
    public string ConfigPath { get; init; } = "";

    /// <summary>The senders approved by code, by channel and account; null when nobody could be asked.</summary>
    public IReadOnlyDictionary<(string Channel, string Account), IReadOnlyList<string>>? Approved { get; init; }

    /// <summary>
    /// How the running gateway was started; null when that is not known. Then what the variables here and the configuration say is
    /// judged, and nothing of it is called as it should be.
    /// </summary>
    public GatewayStart? Start { get; init; }

    /// <summary>Why that, or a part of it, is not known.</summary>
    public string StartUnknown { get; init; } = "no gateway runs here";

    /// <summary>What to do to know it; null when there is nothing to do.</summary>
    public string? StartRemedy { get; init; }

    /// <summary><c>loopback</c>, <c>lan</c>, <c>auto</c>, <c>tailnet</c> or <c>custom</c>.</summary>
    public string Bind => Start?.Bind ?? (Environment("MOLTBOT_GATEWAY_BIND") is { Length: > 0 } given ? given : Document.Gateway.Bind ?? "loopback");

    /// <summary>Whether the gateway speaks TLS itself.</summary>
    public bool IsEncrypted => Start?.IsEncrypted ?? Document.Gateway.Tls.Enabled;

    /// <summary>How the database is reached; null when that is not known.</summary>
    public DatabaseLink? Database => Start is null ? DatabaseLink.Of(Environment(DatabaseTransport.Variable)) : Start.Database;

    /// <summary>The key that seals what is stored; null when nothing is known of it.</summary>
    public MasterKeyFacts? MasterKey => Start is not null ? Start.MasterKey
        : Environment(MasterKeyFacts.Variable) is { Length: > 0 } key ? MasterKeyFacts.Of(MasterKeyFacts.Variable, key) : null;

    /// <summary>Whether the secret that is asked for exists, or will before anybody is asked.</summary>
    public bool HasSecret => Secret.Mode == GatewayAuthMode.Password
        ? !string.IsNullOrWhiteSpace(Secret.Password)
        : !string.IsNullOrWhiteSpace(Secret.Token) || Secret.TokenHash is not null || MakesToken;

    /// <summary>The secret in force, trimmed; null when it is not known.</summary>
    public string? KnownSecret => (Secret.Mode == GatewayAuthMode.Password ? Secret.Password : Secret.Token)?.Trim() is { Length: > 0 } known ? known : null;

    /// <summary>A secret of the configuration, trimmed; null when there is none or it is masked.</summary>
    public string? SecretAt(params ReadOnlySpan<string> path) =>
        Document.Section(path[..^1]).Text(path[^1]) is { } text && text != SecretMask.Mask ? text : null;

    /// <summary>Whether a value stands in the configuration as it is, not as the name of a variable.</summary>
    public bool IsLiteral(params ReadOnlySpan<string> path)
    {
        if (Document.Section(path[..^1]).Text(path[^1]) is not { } effective)
        {
            return false;
        }

        // What is not written here comes from an included file, which is as readable.
        var written = ConfigTree.Get(Written, [.. path]) is JsonValue value && value.TryGetValue(out string? text) ? text.Trim() : effective;
        return !(written.StartsWith("${", StringComparison.Ordinal) && written.EndsWith('}'));
    }
}
