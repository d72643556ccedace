using System.Net;
using System.Net.NetworkInformation;

namespace Moltbot.Cli;

/// <summary>What a run may use of the process it runs in.</summary>
internal sealed record CliHost
{
    /// <summary>Reads a variable; null when unset.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>All variables, for <c>${VAR}</c> in the configuration.</summary>
    public required Func<IReadOnlyDictionary<string, string>> Variables { get; init; }

    /// <summary>Answers.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Failures and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Where <c>-</c> reads from.</summary>
    public required TextReader In { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether somebody can be asked at a terminal.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>Whether answers go to a terminal.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether progress can be shown.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; tables are not cut when there is none.</summary>
    public int Width { get; init; } = int.MaxValue;

    /// <summary>The addresses that other machines may reach this one by.</summary>
    public Func<IReadOnlyList<IPAddress>> OwnAddresses { get; init; } = static () =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(static network => network.OperationalStatus == OperationalStatus.Up)
            .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
            .Select(static address => address.Address)
            .Where(static address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal),
    ];

    /// <summary>Credentials in use; the printer strikes them out wherever they would appear.</summary>
    public HashSet<string> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether colours may be used (https://no-color.org).</summary>
    public bool Colors => OutIsTerminal && string.IsNullOrEmpty(Environment("NO_COLOR")) && Environment("TERM") is not "dumb";

    /// <summary>The first of these variables that is set to more than white space; null when none is.</summary>
    public (string Name, string Value)? FirstSet(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Environment(name)?.Trim() is { Length: > 0 } value)
            {
                return (name, value);
            }
        }

        return null;
    }

    /// <summary>The process itself.</summary>
    public static CliHost OfThisProcess()
    {
        var isTerminal = !Console.IsOutputRedirected;
        return new CliHost
        {
            Environment = System.Environment.GetEnvironmentVariable,
            Variables = static () => System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
                .ToDictionary(static entry => (string)entry.Key, static entry => (string?)entry.Value ?? string.Empty, StringComparer.Ordinal),
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            InIsTerminal = isTerminal && !Console.IsInputRedirected,
            OutIsTerminal = isTerminal,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = isTerminal && Console.WindowWidth is > 0 and var width ? width : int.MaxValue,
        };
    }
}
