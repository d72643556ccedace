using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Text.Json.Nodes;
using Moltbot.Cli.Printing;
using Moltbot.Identity.Gateways;
using Moltbot.Protocol.Errors;

namespace Moltbot.Cli.Connection;

/// <summary>What can go wrong with a gateway, in words that say what to do next.</summary>
internal static class GatewayFailures
{
    /// <summary>No connection came about.</summary>
    public static CliException CannotConnect(GatewayTarget target, WebSocketException problem)
    {
        var url = GatewayUrl.Show(target.Url);
        var cause = problem.InnerException;
        if (Find<SocketException>(cause) is { } socket)
        {
            return socket.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
                ? CliException.Unreachable($"no such host: {target.Url.Host}", $"the address came from {target.UrlSource}")
                : NobodyThere(target);
        }

        if (Find<AuthenticationException>(cause) is not null)
        {
            return target.TlsFingerprint is { } pin
                ? CliException.Unreachable(
                    $"{url} shows another certificate than the one expected (SHA-256 {pin})",
                    "if the certificate was renewed, give the new fingerprint by --tls-fingerprint;\nif not, somebody may be in between")
                : CliException.Unreachable(
                    $"{url} shows a certificate that this machine does not trust",
                    "for a certificate of its own making give its SHA-256 by --tls-fingerprint");
        }

        return problem.WebSocketErrorCode is WebSocketError.NotAWebSocket || Find<HttpRequestException>(cause) is null
            ? NoGateway(target)
            : NobodyThere(target);
    }

    /// <summary>Something is there, but it does not speak like a gateway.</summary>
    public static CliException NoGateway(GatewayTarget target) => CliException.Unreachable(
        $"{GatewayUrl.Show(target.Url)} answers, but not as a gateway does",
        $"is another program on that port? the address came from {target.UrlSource}");

    /// <summary>The gateway ended the conversation.</summary>
    public static CliException Ended(GatewayTarget target, GatewaySocket socket)
    {
        var url = GatewayUrl.Show(target.Url);
        return socket.CloseStatus switch
        {
            { } code when (int)code == 1012 => CliException.Unreachable($"{url} is restarting", "try again in a moment"),
            WebSocketCloseStatus.MessageTooBig => new CliException(ExitCodes.Failed, $"{url} refused the request: it is larger than 512 KiB"),
            { } code => CliException.Unreachable($"{url} closed the connection ({(int)code} {socket.CloseStatusDescription})".Replace(" )", ")", StringComparison.Ordinal)),
            null => CliException.Unreachable($"the connection to {url} broke", "see whether the gateway still runs: moltbot gateway status"),
        };
    }

    public static CliException TooSlow(GatewayTarget target, string method, TimeSpan timeout) => CliException.Unreachable(
        $"{GatewayUrl.Show(target.Url)} did not answer {method} within {Ages.Length((long)timeout.TotalMilliseconds)}",
        "wait longer with --timeout 60s, or look at its log");

    /// <summary>The gateway's error answer.</summary>
    public static CliException Explain(GatewayRefusal refusal, GatewayTarget target)
    {
        var (exitCode, message, hint) = refusal.Code switch
        {
            ErrorCodes.NotPaired => NotPaired(refusal, target),
            _ when refusal is { IsUnauthorized: true, RetryAfterMs: > 0 } =>
                (ExitCodes.NotAllowed, $"{GatewayUrl.Show(target.Url)}: {refusal.Message}", null),
            _ when refusal.IsUnauthorized => Unauthorized(refusal, target),
            _ when refusal.Message == "protocol mismatch" => OtherProtocol(refusal, target),
            _ when refusal.Message.StartsWith("missing scope: ", StringComparison.Ordinal) => MissingScope(refusal),
            _ when refusal.Message.StartsWith("unauthorized role", StringComparison.Ordinal) => (ExitCodes.NotAllowed, refusal.Message, $"{refusal.Method} is not for operators"),
            _ when refusal.Message == "invalid config" => InvalidConfig(refusal),
            _ when refusal.Message.StartsWith("device ", StringComparison.Ordinal) && refusal.Method == "connect" => DeviceRefused(refusal),
            _ when refusal.Message.StartsWith("unknown method", StringComparison.Ordinal) => (ExitCodes.Failed, refusal.Message, "the gateway does not know it; it may be older than this client (moltbot gateway status)"),
            _ => (ExitCodes.Failed, refusal.Message, null),
        };
        if (refusal.RetryAfterMs is > 0 and var wait)
        {
            hint = $"try again in {Ages.Length(wait)}";
        }

        return new CliException(exitCode, message, hint) { Code = refusal.Code, Details = refusal.Details };
    }

    private const string OperatorsHint =
        "a tenant's credential never manages tenants: leave --token out where the gateway runs, or set MOLTBOT_OPERATOR_TOKEN";

    private static (int, string, string?) NotPaired(GatewayRefusal refusal, GatewayTarget target)
    {
        if (target.ManagesTenants)
        {
            return (ExitCodes.NotAllowed, $"the token from {target.Credential?.Source} is not the operator's own", OperatorsHint);
        }

        if ((refusal.Details as JsonObject)?["requestId"] is not JsonValue id || !id.TryGetValue(out string? request))
        {
            return (ExitCodes.NotAllowed, $"{GatewayUrl.Show(target.Url)}: {refusal.Message}", null);
        }

        return (
            ExitCodes.NotAllowed,
            $"this device is not paired with {GatewayUrl.Show(target.Url)} yet, or asks for more than it was paired for",
            $"approve it where it is an operator already, such as the gateway's own machine:\n  moltbot devices approve {PlainText.Line(request)}\nthen repeat this command"
            + (target.IsLocal ? "\nif no operator is left: move the state folder's identity/ away; a new device on this machine is let in by the gateway's token" : string.Empty));
    }

    private static (int, string, string?) Unauthorized(GatewayRefusal refusal, GatewayTarget target)
    {
        var url = GatewayUrl.Show(target.Url);
        if (refusal.Message.Contains("not configured on gateway", StringComparison.Ordinal))
        {
            return (ExitCodes.NotAllowed, $"{url} has no secret to compare with, so it lets nobody in", "set gateway.auth.token where the gateway runs");
        }

        if (target is { ManagesTenants: true, Credential: { } operators })
        {
            return (ExitCodes.NotAllowed, $"{url} does not accept the operator's token from {operators.Source}", "it wants its state folder's operator-token, or the MOLTBOT_OPERATOR_TOKEN it was started with");
        }

        var kind = refusal.Message.Contains("password", StringComparison.Ordinal) ? "password" : "token";
        if (target.Credential is { } shown)
        {
            return (
                ExitCodes.NotAllowed,
                $"{url} does not accept the {(shown.Token is null ? "password" : "token")} from {shown.Source}",
                $"it wants the {kind} it was started with: gateway.auth.{kind} of its configuration, or its state folder's gateway-token;\n"
                + $"give it by {(kind == "password" ? "MOLTBOT_GATEWAY_PASSWORD" : "--token or MOLTBOT_GATEWAY_TOKEN")}");
        }

        return (ExitCodes.NotAllowed, $"{url} wants a {kind}, and none was found", $"looked at {target.CredentialPlaces}");
    }

    private static (int, string, string?) OtherProtocol(GatewayRefusal refusal, GatewayTarget target)
    {
        var theirs = (refusal.Details as JsonObject)?["expectedProtocol"] is JsonValue number ? $"protocol {number}" : "another protocol";
        return (ExitCodes.Unreachable, $"{GatewayUrl.Show(target.Url)} speaks {theirs}, this client speaks protocol 3", "update whichever of the two is older");
    }

    private static (int, string, string?) MissingScope(GatewayRefusal refusal)
    {
        var scope = refusal.Message["missing scope: ".Length..];
        if (scope == Policy.Scopes.OperatorScopes.Tenants)
        {
            return (ExitCodes.NotAllowed, $"{refusal.Method} needs the operator's own token", OperatorsHint);
        }

        return (
            ExitCodes.NotAllowed,
            $"{refusal.Method} needs the scope {scope}, which this device was not granted",
            $"an operator who has it can grant it: moltbot devices rotate <deviceId> --role operator --scope {scope}");
    }

    private static (int, string, string?) DeviceRefused(GatewayRefusal refusal) => (
        ExitCodes.NotAllowed,
        $"the gateway refuses this device: {refusal.Message}",
        refusal.Message == "device signature expired" ? "the clocks of the two machines differ by more than ten minutes; set them" : null);

    private static (int, string, string?) InvalidConfig(GatewayRefusal refusal)
    {
        var issues = ((refusal.Details as JsonObject)?["issues"] as JsonArray)?.OfType<JsonObject>()
            .Select(static issue => $"{(issue["path"]?.ToString() is { Length: > 0 } path ? path : "(document)")}: {issue["message"]}");
        return (ExitCodes.Configuration, "the configuration would be invalid; nothing was changed", issues is null ? null : string.Join('\n', issues));
    }

    private static CliException NobodyThere(GatewayTarget target) =>
        new(ExitCodes.Unreachable, $"nothing answers at {GatewayUrl.Show(target.Url)}", HowToStart(target)) { NobodyThere = true };

    private static string HowToStart(GatewayTarget target) => target.IsLocal
        ? $"start it with: ./moltbot up\nthe address came from {target.UrlSource}; another one is named by --url or MOLTBOT_GATEWAY_URL"
        : $"does it run, and is its port open to this machine? the address came from {target.UrlSource}";

    private static T? Find<T>(Exception? cause)
        where T : Exception
    {
        while (cause is not null and not T)
        {
            cause = cause.InnerException;
        }

        return (T?)cause;
    }
}
