using System.CommandLine;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Devices;

namespace Moltbot.Cli.Commands;

/// <summary><c>devices list|approve|reject|rotate|revoke</c>: the programs that may connect.</summary>
internal static class DevicesCommands
{
    private const int ShownIdLength = 16;

    public static Command Make(CommandFactory factory)
    {
        var request = CommandFactory.Required("requestId", "the request, as devices list shows it");
        var device = CommandFactory.Required("deviceId", "the device, as devices list shows it with --json; a unique beginning will do");
        var role = CommandFactory.Text("--role", "ROLE", "operator (default) or node");
        var scopes = new Option<string[]>("--scope") { Description = "a scope of the new token; repeat for several", HelpName = "SCOPE", AllowMultipleArgumentsPerToken = true };
        var file = CommandFactory.Text("--out", "FILE", "where to write the new token (mode 0600)");
        var force = CommandFactory.Flag("--force", "even if it is the device this command runs on");
        return factory.Group(
            "devices",
            "let devices connect, or keep them out",
            factory.Command("list", "show who waits and who is paired", ListAsync),
            factory.Command("approve", "let a device in", call => ApproveAsync(call, call.Value(request)!), request),
            factory.Command("reject", "turn a device away", call => RejectAsync(call, call.Value(request)!), request),
            factory.Command("rotate", "replace a device's token", call => DeviceTokenCommands.RotateAsync(call, call.Value(device)!, call.Value(role), call.Value(scopes), call.Value(file)), device, role, scopes, file),
            factory.Command("revoke", "take a device's token away", call => DeviceTokenCommands.RevokeAsync(call, call.Value(device)!, call.Value(role), call.Value(force)), device, role, force));
    }

    private static async Task<int> ListAsync(Invocation call)
    {
        var list = await call.AskAsync(DevicesMethods.PairList, NoParams.Value);
        if (call.Printer.IsJson)
        {
            call.Printer.Json(list.Json);
            return ExitCodes.Ok;
        }

        var (pending, paired) = (list.Value.Pending, list.Value.Paired);
        call.Printer.Table(
            "no device waits",
            ["request", "device", "name", "role", "scopes", "from", "asked"],
            [.. pending.Select(one => (IReadOnlyList<string?>)
            [
                one.RequestId, Short(one.DeviceId), one.DisplayName ?? one.ClientId ?? "-", one.Role ?? "-", Words(one.Scopes), one.RemoteIp ?? "-", Ages.Since(one.Ts, call.Host.Time),
            ])]);
        call.Printer.Line();
        call.Printer.Table(
            "no device is paired",
            ["device", "name", "platform", "roles", "scopes", "tokens", "paired"],
            [.. paired.Select(one => (IReadOnlyList<string?>)
            [
                Short(one.DeviceId), one.DisplayName ?? one.ClientId ?? "-", one.Platform ?? "-", Words(one.Roles ?? (one.Role is { } role ? [role] : null)), Words(one.Scopes),
                Words(one.Tokens?.Select(static token => token.RevokedAtMs is null ? token.Role : $"{token.Role} (revoked)").ToList()), Ages.Since(one.ApprovedAtMs, call.Host.Time),
            ])]);
        if (pending.Count > 0)
        {
            call.Printer.Note($"let one in with: moltbot devices approve {pending[0].RequestId}");
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> ApproveAsync(Invocation call, string request)
    {
        var approved = await call.AskAsync(DevicesMethods.PairApprove, new DevicePairApproveParams { RequestId = request });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(approved.Json);
            return ExitCodes.Ok;
        }

        var device = approved.Value.Device;
        call.Printer.Line($"paired: {Short(device.DeviceId)} {device.DisplayName ?? device.ClientId} as {Words(device.Roles ?? (device.Role is { } role ? [role] : null))} with {Words(device.Scopes)}");
        return ExitCodes.Ok;
    }

    private static async Task<int> RejectAsync(Invocation call, string request)
    {
        var rejected = await call.AskAsync(DevicesMethods.PairReject, new DevicePairRejectParams { RequestId = request });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(rejected.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Line($"turned away: {Short(rejected.Value.DeviceId)}");
        return ExitCodes.Ok;
    }

    /// <summary>The beginning of an id, enough to tell devices apart.</summary>
    public static string Short(string deviceId) => deviceId.Length > ShownIdLength ? deviceId[..ShownIdLength] : deviceId;

    private static string Words(IReadOnlyList<string>? words) => words is { Count: > 0 } ? string.Join(", ", words) : "-";
}
