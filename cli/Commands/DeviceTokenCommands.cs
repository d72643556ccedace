using System.Text.Json.Nodes;
using Moltbot.Cli.Connection;
using Moltbot.Cli.Files;
using Moltbot.Identity;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Devices;

namespace Moltbot.Cli.Commands;

/// <summary>Device tokens. A new one is written to a file or, when it is this device's own, to its store; it is never printed.</summary>
internal static class DeviceTokenCommands
{
    private const int FullIdLength = 64;

    public static async Task<int> RotateAsync(Invocation call, string device, string? role, string[]? scopes, string? file)
    {
        role ??= GatewayHandshake.Role;
        await using var gateway = await call.ConnectAsync();
        device = await FindAsync(call, gateway, device);
        var rotated = await call.AskAsync(
            gateway, DevicesMethods.TokenRotate, new DeviceTokenRotateParams { DeviceId = device, Role = role, Scopes = scopes is { Length: > 0 } ? scopes : null });
        var result = rotated.Value;
        call.Printer.Hide(result.Token);
        var kept = Keep(call, gateway, result, file);
        if (call.Printer.IsJson)
        {
            var shown = (JsonObject)JsonNode.Parse(rotated.Json.GetRawText())!;
            shown.Remove("token");
            shown["tokenFile"] = kept;
            call.Printer.Json(shown);
            return ExitCodes.Ok;
        }

        call.Printer.Line($"new token: {DevicesCommands.Short(result.DeviceId)} as {result.Role} with {string.Join(", ", result.Scopes)}");
        call.Printer.Note(kept is null
            ? "it was not kept: the device gets one when it connects with the shared secret; --out FILE writes it down"
            : $"it is in {kept}");
        return ExitCodes.Ok;
    }

    public static async Task<int> RevokeAsync(Invocation call, string device, string? role, bool force)
    {
        await using var gateway = await call.ConnectAsync();
        device = await FindAsync(call, gateway, device);
        if (!force && (role ?? GatewayHandshake.Role) == GatewayHandshake.Role && DeviceIdentityFile.LoadOrCreate(call.State.Identity, call.Host.Time).Id == device)
        {
            throw new CliException(ExitCodes.Failed, "that is this very device: it would be locked out until another operator approves it", "if that is meant, add --force");
        }

        var revoked = await call.AskAsync(gateway, DevicesMethods.TokenRevoke, new DeviceTokenRevokeParams { DeviceId = device, Role = role ?? GatewayHandshake.Role });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(revoked.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Line($"token taken away: {DevicesCommands.Short(revoked.Value.DeviceId)} as {revoked.Value.Role}");
        return ExitCodes.Ok;
    }

    private static string? Keep(Invocation call, GatewayClient gateway, DeviceTokenRotateResult rotated, string? file)
    {
        if (file is not null)
        {
            var path = Path.GetFullPath(file);
            PrivateFile.Write(path, rotated.Token + "\n");
            return path;
        }

        var own = DeviceIdentityFile.LoadOrCreate(call.State.Identity, call.Host.Time);
        if (own.Id != rotated.DeviceId)
        {
            return null;
        }

        new DeviceTokenFile(call.State.DeviceTokens, own.Id).Store(
            gateway.Target.Url, new DeviceToken(rotated.Token, rotated.Role, rotated.Scopes, call.Host.Time.GetUtcNow().ToUnixTimeMilliseconds()));
        return call.State.DeviceTokens;
    }

    private static async Task<string> FindAsync(Invocation call, GatewayClient gateway, string device)
    {
        if (device.Length >= FullIdLength)
        {
            return device;
        }

        var list = await call.AskAsync(gateway, DevicesMethods.PairList, NoParams.Value);
        var fitting = list.Value.Paired.Select(static one => one.DeviceId).Where(id => id.StartsWith(device, StringComparison.Ordinal)).ToList();
        return fitting switch
        {
            [var one] => one,
            [] => throw new CliException(ExitCodes.Failed, $"no paired device's id begins with '{device}'", "moltbot devices list shows them"),
            _ => throw CliException.Usage($"{fitting.Count} devices' ids begin with '{device}'", "write more of it"),
        };
    }
}
