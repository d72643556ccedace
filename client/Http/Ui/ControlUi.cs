using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Methods.Agents;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Http.Ui;

/// <summary>
/// The browser interface (protocol §8): static files, and its page for every path that names no file. Which folder is the
/// operator's choice, so it stands in the configuration of the installation's own tenant.
/// </summary>
internal sealed partial class ControlUi(ITenantViews views, AvatarEndpoint avatars, TimeProvider time, ILogger<ControlUi> logger)
{
    private const string NotBuilt = "Control UI assets not found. Set gateway.controlUi.root to the folder of a built control UI.";

    /// <summary>How long a look at the folder counts: a new build is served within so long.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private static readonly FileExtensionContentTypeProvider Types = new();

    private Looked? _looked;

    public async Task Answer(HttpContext context, RequestPath path)
    {
        ConfigDocument document = await views.Configuration(TenantId.Default);
        ControlUiConfig settings = document.Gateway.ControlUi;
        if (!settings.Enabled || !path.TryBelow(settings.BasePath, out string? rest))
        {
            await HttpAnswer.NotFound(context);
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            await HttpAnswer.MethodNotAllowed(context, "GET, HEAD");
            return;
        }

        if (avatars.Takes(rest, out string? agent))
        {
            await avatars.Answer(context, agent);
            return;
        }

        if (Look(settings.Root) is not { } files)
        {
            await HttpAnswer.Text(context, StatusCodes.Status503ServiceUnavailable, NotBuilt);
            return;
        }

        if (settings.BasePath.Length > 0 && path.Text == settings.BasePath)
        {
            context.Response.Redirect(settings.BasePath + "/");
            return;
        }

        await (rest == "/" || rest == "/index.html" ? Page(context, files, document) : File(context, files, document, path, rest));
    }

    private static async Task File(HttpContext context, UiFiles files, ConfigDocument document, RequestPath path, string rest)
    {
        await using FileStream? file = files.Open(rest);
        if (file is null)
        {
            await (path.HasExtension ? HttpAnswer.NotFound(context) : Page(context, files, document));
            return;
        }

        Protect(context);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentType = Types.TryGetContentType(rest, out string? type) ? type : "application/octet-stream";
        if (context.Response.ContentType.Contains("html", StringComparison.Ordinal) || context.Response.ContentType.Contains("xml", StringComparison.Ordinal))
        {
            // A document of its own, which the page's policy does not hold in.
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        }

        context.Response.ContentLength = file.Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await file.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private static async Task Page(HttpContext context, UiFiles files, ConfigDocument document)
    {
        await using FileStream? file = files.Open("/index.html");
        if (file is null)
        {
            await HttpAnswer.Text(context, StatusCodes.Status503ServiceUnavailable, NotBuilt);
            return;
        }

        using var reader = new StreamReader(file, Encoding.UTF8);
        string html = await reader.ReadToEndAsync(context.RequestAborted);
        var page = UiPage.Of(html, document.Gateway.ControlUi.BasePath, AgentIdentities.Of(document, null));
        Protect(context);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ContentSecurityPolicy = page.Policy(context.Request);
        context.Response.ContentType = "text/html; charset=utf-8";
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.WriteAsync(page.Html, context.RequestAborted);
        }
    }

    private static void Protect(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private UiFiles? Look(string? root)
    {
        if (_looked is { } last && last.Root == root && time.GetElapsedTime(last.At) < MaxAge)
        {
            return last.Files;
        }

        UiFiles? files = null;
        try
        {
            files = UiFiles.Of(root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            LogUnreadable(error);
        }

        _looked = new Looked(root, files, time.GetTimestamp());
        return files;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "gateway.controlUi.root cannot be read")]
    private partial void LogUnreadable(Exception error);

    private sealed record Looked(string? Root, UiFiles? Files, long At);
}
