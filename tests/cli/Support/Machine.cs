using Moltbot.TestSupport.Time;

namespace Moltbot.Cli.Tests.Support;

/// <summary>A machine with a home folder, an environment and a clock, on which the command line is run.</summary>
internal sealed class Machine : IDisposable
{
    public Machine()
    {
        Home = Directory.CreateTempSubdirectory("moltbot-cli-").FullName;
        State = Path.Combine(Home, ".moltbot");
        Directory.CreateDirectory(State, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Variables["HOME"] = Home;
    }

    public string Home { get; }

    public string State { get; }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>2026-01-01T12:00Z.</summary>
    public ManualTime Time { get; } = new();

    public string In { get; set; } = string.Empty;

    public bool IsTerminal { get; set; }

    /// <summary>Whether somebody can be asked.</summary>
    public bool IsAttended { get; set; }

    /// <summary>The addresses that other machines reach it by.</summary>
    public IReadOnlyList<System.Net.IPAddress> OwnAddresses { get; set; } = [];

    /// <summary>How a gateway that was started without options and variables says it was.</summary>
    public const string PlainStart = "\"bind\":\"loopback\",\"tls\":false,\"database\":{\"kind\":\"sqlite\"},\"masterKey\":{\"source\":\"master.key\",\"weak\":false},\"guessableSecret\":false,\"guessableOperatorToken\":false";

    /// <summary>Lets the state folder look as a running gateway leaves it.</summary>
    public Machine With(FakeGateway gateway, string? token = FakeGateway.SharedToken, string start = PlainStart)
    {
        Write("gateway.json", $$"""{"url":"{{gateway.Url}}","port":{{new Uri(gateway.Url).Port}},"pid":1{{(start.Length == 0 ? "" : $",{start}")}}}""");
        if (token is not null)
        {
            Write("gateway-token", token + "\n");
        }

        return this;
    }

    public string File(string name) => Path.Combine(State, name);

    public string Write(string name, string text, int mode = 0b110_000_000)
    {
        System.IO.File.WriteAllText(File(name), text);
        System.IO.File.SetUnixFileMode(File(name), (UnixFileMode)mode);
        return File(name);
    }

    public CliHost Host(TextWriter output, TextWriter error) => new()
    {
        Environment = name => Variables.GetValueOrDefault(name),
        Variables = () => Variables,
        Out = output,
        Error = error,
        In = new StringReader(In),
        Time = Time,
        OwnAddresses = () => OwnAddresses,
        InIsTerminal = IsAttended,
        OutIsTerminal = IsTerminal,
        Width = IsTerminal ? 80 : int.MaxValue,
    };

    /// <summary>Runs a command line; words are split at spaces.</summary>
    public Task<CliResult> RunAsync(string words) => RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public async Task<CliResult> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.RunAsync(args, Host(output, error), TestContext.Current.CancellationToken);
        return new CliResult(exitCode, Trimmed(output), Trimmed(error));
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);

    // Tables pad their last column; nobody should have to write those blanks into a test.
    private static string Trimmed(StringWriter text) => string.Join('\n', text.ToString().ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd())).TrimEnd('\n');
}
