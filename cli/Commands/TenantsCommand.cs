using System.CommandLine;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Tenants;

namespace Moltbot.Cli.Commands;

/// <summary><c>tenants list|create|rotate-token|suspend|resume</c>: the installation's tenants, by the operator's own token.</summary>
internal static class TenantsCommand
{
    public static Command Make(CommandFactory factory)
    {
        var made = CommandFactory.Required("name", "1 to 32 of a-z, 0-9 and '-'");
        var rotated = CommandFactory.Required("name", "the tenant");
        var suspended = CommandFactory.Required("name", "the tenant");
        var resumed = CommandFactory.Required("name", "the tenant");
        return factory.Group(
            "tenants",
            "manage the installation's tenants",
            factory.Command("list", "show the tenants", ListAsync),
            factory.Command("create", "make a tenant; prints its first gateway token, once", call => TokenAsync(call, TenantMethods.Create, call.Value(made)!), made),
            factory.Command("rotate-token", "give a tenant another gateway token and close what came in by the former one", call => TokenAsync(call, TenantMethods.RotateToken, call.Value(rotated)!), rotated),
            factory.Command("suspend", "shut a tenant: its connections are closed and nobody comes in", call => ShutAsync(call, TenantMethods.Suspend, call.Value(suspended)!, "is shut"), suspended),
            factory.Command("resume", "open a tenant again", call => ShutAsync(call, TenantMethods.Resume, call.Value(resumed)!, "is open"), resumed));
    }

    private static async Task<int> ListAsync(Invocation call)
    {
        await using var gateway = await call.ConnectAsOperatorAsync();
        var list = await call.AskAsync(gateway, TenantMethods.List, NoParams.Value);
        if (call.Printer.IsJson)
        {
            call.Printer.Json(list.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Table(
            "no tenants",
            ["tenant", "made", "state"],
            [
                .. list.Value.Tenants.Select(tenant => (IReadOnlyList<string?>)
                [
                    tenant.Tenant,
                    tenant.CreatedAt is { } at ? Ages.Since(at, call.Host.Time) : "with the installation",
                    tenant.Suspended == true ? "suspended" : "open",
                ]),
            ]);
        return ExitCodes.Ok;
    }

    private static async Task<int> ShutAsync(Invocation call, GatewayMethod<TenantParams, TenantAnswer> method, string name, string done)
    {
        await using var gateway = await call.ConnectAsOperatorAsync();
        var answer = await call.AskAsync(gateway, method, new TenantParams { Tenant = name });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(answer.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Line($"{name} {done}");
        return ExitCodes.Ok;
    }

    private static async Task<int> TokenAsync(Invocation call, GatewayMethod<TenantParams, TenantTokenAnswer> method, string name)
    {
        await using var gateway = await call.ConnectAsOperatorAsync();
        var answer = await call.AskAsync(gateway, method, new TenantParams { Tenant = name });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(answer.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Line(answer.Value.Token);
        call.Printer.Note($"the gateway token of {name}; it is not shown again");
        return ExitCodes.Ok;
    }
}
