using System.Buffers;
using System.CommandLine;
using System.Globalization;
using Moltbot.Cli.Printing;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Audit;

namespace Moltbot.Cli.Commands;

/// <summary><c>audit tail|verify</c>: what was done, and whether the record of it is whole.</summary>
internal static class AuditCommands
{
    private const int DefaultRecords = 20;

    public static Command Make(CommandFactory factory)
    {
        var number = CommandFactory.Number("--number", "how many, default 20", 1, 1000);
        number.Aliases.Add("-n");
        return factory.Group(
            "audit",
            "what was done, by whom",
            factory.Command("tail", "show the newest records", call => TailAsync(call, call.Value(number) ?? DefaultRecords), number),
            factory.Command("verify", "check that no record was altered, dropped or moved", VerifyAsync));
    }

    private static async Task<int> TailAsync(Invocation call, int number)
    {
        var tail = await call.AskAsync(AuditMethods.Tail, new AuditTailParams { Limit = number });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(tail.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Table(
            "no records yet",
            ["#", "time", "who", "what", "on", "details"],
            [.. tail.Value.Records.Select(static record => (IReadOnlyList<string?>)
            [
                record.Sequence.ToString(CultureInfo.InvariantCulture), Ages.At(record.Ts), Short(record.Actor), record.Action, Short(record.Target),
                record.Details.IsNullOrMissing ? "-" : record.Details.ToString(),
            ])]);
        return ExitCodes.Ok;
    }

    // Device ids are 64 hex digits, of which the first few tell them apart; --json has them whole.
    private static string Short(string name)
    {
        const int fullId = 64;
        var start = name.LastIndexOf(':') + 1;
        return name.Length - start == fullId && name.AsSpan(start).IndexOfAnyExcept(HexDigits) < 0 ? name[..start] + DevicesCommands.Short(name[start..]) : name;
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static async Task<int> VerifyAsync(Invocation call)
    {
        var verified = await call.AskAsync(AuditMethods.Verify, NoParams.Value);
        var result = verified.Value;
        if (call.Printer.IsJson)
        {
            call.Printer.Json(verified.Json);
        }
        else if (result.Ok)
        {
            call.Printer.Line($"the chain holds: {result.Records.ToString(CultureInfo.InvariantCulture)} records");
            call.Printer.Line($"head {result.HeadHash ?? "-"} (keep it elsewhere to notice a chain cut short)");
        }
        else
        {
            call.Printer.Line($"the chain is BROKEN at record {result.BrokenAt?.ToString(CultureInfo.InvariantCulture) ?? "?"}: {result.Problem ?? "no reason given"}");
        }

        return result.Ok ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
