using System.Net;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Outages;

/// <summary>What <c>/healthz</c> and <c>/readyz</c> say.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Patience = Waits.Limit;

    public static async Task<HttpStatusCode> Of(RunningSystem system, string path)
    {
        using var http = new HttpClient();
        using HttpResponseMessage answer = await http.GetAsync(new Uri(system.Http, path), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary>Asks until it says so: nothing tells of it but the asking.</summary>
    public static async Task Becomes(RunningSystem system, HttpStatusCode status)
    {
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        while (await Of(system, "/readyz") != status)
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"/readyz did not become {status} within {Patience.TotalSeconds:0} s. The program printed:\n{system.Program.Output.Text}");
            }
        }
    }
}
