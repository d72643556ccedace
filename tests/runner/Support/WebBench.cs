using System.Net;
using System.Text.Json;
using Moltbot.Policy.Addresses;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tools;
using Moltbot.Runner.Web;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Support;

/// <summary>A runner that asks a server of loopback for pages: 127.0.0.1 passes for the open internet here, and nothing else does.</summary>
internal sealed class WebBench : IAsyncDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("runner-web-").FullName;
    private readonly Dictionary<string, Queue<string>> _names = new(StringComparer.Ordinal);
    private readonly ToolExecutor _executor;

    /// <param name="isPublic">What passes for the open internet; the usual rule of this bench when left out.</param>
    public WebBench(Func<string, IReadOnlyList<IPAddress>, bool>? isPublic = null) => _executor = new ToolExecutor(
        new RunnerOptions { State = _state }, Time, new TestLogger<ToolExecutor>(), HostUser.Current, new PublicConnect(Resolve, isPublic ?? IsPublic));

    public WebSite Site { get; } = new();

    public ManualTime Time { get; } = new();

    /// <summary>How often names were asked.</summary>
    public int Asked { get; private set; }

    /// <summary>The rule that holds where no test says otherwise.</summary>
    public static Func<string, IReadOnlyList<IPAddress>, bool> Production => PublicDestination.Allows;

    /// <summary>What a name resolves to, one answer after the other; the last stays.</summary>
    public void Name(string host, params string[] addresses) => _names[host] = new Queue<string>(addresses);

    public Task<ToolRunResult> Get(string url, ToolFetchLimits? limits = null) => Run(new { url }, limits);

    public Task<ToolRunResult> Image(string url) => Run(new { image = url }, tool: "image");

    public Task<ToolRunResult> Run(object arguments, ToolFetchLimits? limits = null, int maxOutput = 64_000, CancellationToken cancel = default, string tool = "web_fetch") => _executor.Run(
        new ToolRunParams
        {
            CallId = "call", Tool = tool, Arguments = JsonSerializer.SerializeToElement(arguments), Context = Bench.Context, TimeoutMs = 30_000, MaxOutputChars = maxOutput, Fetch = limits,
        },
        cancel).InTime();

    /// <summary>The text of a page, without what stands around it.</summary>
    public async Task<string> Text(string url, string mode = "markdown")
    {
        ToolRunResult result = await Run(new { url, extractMode = mode });
        result.IsError.ShouldBeFalse(result.Text);
        return Inner(result.Text);
    }

    /// <summary>What stands between the marks.</summary>
    public static string Inner(string told)
    {
        int begin = told.IndexOf("\n---\n", StringComparison.Ordinal) + 5;
        return told[begin..told.LastIndexOf("\n<<<END_EXTERNAL_UNTRUSTED_CONTENT>>>", StringComparison.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    private static bool IsPublic(string host, IReadOnlyList<IPAddress> addresses) => addresses.All(static address => address.Equals(IPAddress.Loopback));

    private Task<IPAddress[]> Resolve(string host, CancellationToken cancel)
    {
        Asked++;
        return Task.FromResult<IPAddress[]>([_names.TryGetValue(host, out Queue<string>? answers)
            ? IPAddress.Parse(answers.Count > 1 ? answers.Dequeue() : answers.Peek())
            : IPAddress.Loopback]);
    }
}
