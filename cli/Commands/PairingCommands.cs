using System.CommandLine;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Methods.Pairing;

namespace Moltbot.Cli.Commands;

/// <summary><c>pairing list|approve|revoke</c>: strangers on channels who ask to be let in.</summary>
internal static class PairingCommands
{
    public static Command Make(CommandFactory factory)
    {
        var only = CommandFactory.Optional("channel", "only this channel, such as telegram or discord");
        var channel = CommandFactory.Required("channel", "the channel, such as telegram or discord");
        var code = CommandFactory.Required("code", "the code the person was told");
        var id = CommandFactory.Required("id", "the person's id on the channel, as pairing list shows it");
        var account = CommandFactory.Text("--account", "ID", "the channel account, where there are several");
        return factory.Group(
            "pairing",
            "let people in who wrote from a channel",
            factory.Command("list", "show who waits and who was let in", call => ListAsync(call, call.Value(only), call.Value(account)), only, account),
            factory.Command("approve", "let in the person with this code", call => ApproveAsync(call, call.Value(channel)!, call.Value(code)!, call.Value(account)), channel, code, account),
            factory.Command("revoke", "let this person in no longer", call => RevokeAsync(call, call.Value(channel)!, call.Value(id)!, call.Value(account)), channel, id, account));
    }

    private static async Task<int> ListAsync(Invocation call, string? channel, string? account)
    {
        var list = await call.AskAsync(PairingMethods.List, new PairingListParams { Channel = channel, AccountId = account });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(list.Json);
            return ExitCodes.Ok;
        }

        var accounts = list.Value.Accounts;
        call.Printer.Table(
            "nobody waits",
            ["channel", "account", "code", "sender", "name", "asked"],
            [.. accounts.SelectMany(place => place.Pending.Select(sender => (IReadOnlyList<string?>)
            [
                place.Channel, place.AccountId, sender.Code, sender.SenderId, NameOf(sender), Ages.Since(sender.CreatedAt, call.Host.Time),
            ]))]);
        foreach (var place in accounts.Where(static place => place.Approved.Count > 0))
        {
            call.Printer.Line($"let in on {place.Channel} ({place.AccountId}): {string.Join(", ", place.Approved)}");
        }

        if (accounts.SelectMany(place => place.Pending.Select(sender => (place, sender))).FirstOrDefault() is ({ } first, { } waiting))
        {
            var named = accounts.Count(place => place.Channel == first.Channel) > 1 ? $" --account {first.AccountId}" : string.Empty;
            call.Printer.Note($"let one in with: moltbot pairing approve {first.Channel} {waiting.Code}{named}");
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> ApproveAsync(Invocation call, string channel, string code, string? account)
    {
        var approved = await call.AskAsync(PairingMethods.Approve, new PairingApproveParams { Channel = channel, AccountId = account, Code = code });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(approved.Json);
            return ExitCodes.Ok;
        }

        var sender = approved.Value;
        call.Printer.Line($"let in: {sender.SenderId}{(sender.Name is { } name ? $" ({name})" : string.Empty)} on {sender.Channel} ({sender.AccountId})");
        return ExitCodes.Ok;
    }

    private static async Task<int> RevokeAsync(Invocation call, string channel, string id, string? account)
    {
        var revoked = await call.AskAsync(PairingMethods.Revoke, new PairingRevokeParams { Channel = channel, AccountId = account, SenderId = id });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(revoked.Json);
            return ExitCodes.Ok;
        }

        var sender = revoked.Value;
        call.Printer.Line($"no longer let in: {sender.SenderId} on {sender.Channel} ({sender.AccountId})");
        call.Printer.Note($"who stands in channels.{sender.Channel}.allowFrom is let in all the same");
        return ExitCodes.Ok;
    }

    private static string NameOf(PairingSender sender) => (sender.Name, sender.Username) switch
    {
        ({ } name, { } user) => $"{name} (@{user.TrimStart('@')})",
        ({ } name, null) => name,
        (null, { } user) => $"@{user.TrimStart('@')}",
        _ => "-",
    };
}
