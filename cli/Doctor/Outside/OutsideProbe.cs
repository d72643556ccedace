using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Moltbot.Cli.Connection;
using Moltbot.Identity;
using Moltbot.Protocol.Http;

namespace Moltbot.Cli.Doctor.Outside;

/// <summary>Tries everything that asks for a credential without one: each HTTP path, and a method of each kind over WebSocket.</summary>
internal sealed class OutsideProbe : IDisposable
{
    /// <summary>Nobody needs to read more of an answer to see what it is.</summary>
    private const int MaxBody = 64 * 1024;

    // The state folder's files: a folder served by mistake would hand them out.
    private static readonly string[] Files = ["/moltbot.json", "/gateway-token", "/operator-token", "/master.key", "/moltbot.db"];

    private readonly OutsideView _view;
    private readonly Invocation _call;
    private readonly IReadOnlyList<string> _secrets;
    private readonly HttpMessageInvoker _http;

    private OutsideProbe(OutsideView view, Invocation call, GatewayTarget target)
    {
        (_view, _call) = (view, call);
        _secrets = [.. new[] { target.Credential?.Token, target.Credential?.Password }.OfType<string>().Where(static secret => secret.Length >= 8)];
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
        // Its certificate names the gateway, not the address it is looked at from.
        handler.SslOptions.TargetHost = target.Url.Host;
        // Nothing secret is told, so this machine's own gateway is looked at whatever certificate it made itself: a try that ends at the
        // certificate would find nothing out.
        if (target.TlsFingerprint is not null || target.IsLocal)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is not null && (target.TlsFingerprint is not { } pin || CertificatePin.Of(certificate) == pin);
        }

        _http = new HttpMessageInvoker(handler);
    }

    /// <summary>Looks at the gateway from outside, in every way that there is; empty when nothing answers anywhere.</summary>
    /// <param name="call">The run.</param>
    /// <param name="hooks">The configured path of hooks; null for the default.</param>
    public static async Task<IReadOnlyList<OutsideReport>> RunAsync(Invocation call, string? hooks)
    {
        var target = call.Target();
        var reports = new List<OutsideReport>();
        foreach (var view in await OutsideView.FindAsync(target, call.Host, call.Cancel))
        {
            using var probe = new OutsideProbe(view, call, target);
            reports.Add(await probe.LookAsync(hooks));
        }

        return reports;
    }

    public void Dispose() => _http.Dispose();

    private async Task<OutsideReport> LookAsync(string? hooks)
    {
        var answers = new List<OutsideAnswer>();
        foreach (var path in HttpPaths.Guarded.Concat(hooks is null ? [] : [$"{hooks.TrimEnd('/')}/agent"]).Distinct(StringComparer.Ordinal))
        {
            answers.Add(await PostAsync(path));
        }

        foreach (var path in Files)
        {
            answers.Add(await GetAsync(path));
        }

        var sockets = new OutsideSockets(_view, _call, _http);
        await foreach (var answer in sockets.TryAllAsync())
        {
            answers.Add(answer);
        }

        return new OutsideReport(_view, answers);
    }

    private async Task<OutsideAnswer> PostAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _view.Http(path)) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        return await SendAsync(request, static (status, _) => status < 400);
    }

    // The control UI's page is everybody's to see, and stands for every path that names no file.
    private async Task<OutsideAnswer> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _view.Http(path));
        return await SendAsync(request, static (status, type) => status < 300 && type?.MediaType is not "text/html");
    }

    private async Task<OutsideAnswer> SendAsync(HttpRequestMessage request, Func<int, MediaTypeHeaderValue?, bool> isOpen)
    {
        foreach (var (name, value) in _view.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var what = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        using var limit = new CancellationTokenSource(_call.Timeout, _call.Host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _call.Cancel);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var status = (int)response.StatusCode;
            var tells = await TellsSecretAsync(response, either.Token);
            return new OutsideAnswer(what, tells ? "told the gateway's secret" : status.ToString(CultureInfo.InvariantCulture), tells || isOpen(status, response.Content.Headers.ContentType));
        }
        catch (Exception none) when (none is HttpRequestException or IOException || (none is OperationCanceledException && !_call.Cancel.IsCancellationRequested))
        {
            return OutsideAnswer.None(what);
        }
    }

    private async Task<bool> TellsSecretAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (_secrets.Count == 0)
        {
            return false;
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var bytes = new byte[MaxBody];
        var text = Encoding.UTF8.GetString(bytes, 0, await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel));
        return _secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal));
    }
}
