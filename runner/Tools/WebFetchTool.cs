using System.Globalization;
using Moltbot.Policy.Addresses;
using Moltbot.Policy.Hooks;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Web;

namespace Moltbot.Runner.Tools;

/// <summary>
/// <c>web_fetch</c>: a page of the open internet as text. It is asked for by the runner itself, not from a sandbox, and what it says is a stranger's
/// word: it comes between the marks for that.
/// </summary>
internal sealed class WebFetchTool(WebFetcher web) : IRunnerTool
{
    // What stands around a text: the warning, the marks, where it is from and what it is called.
    private const int AroundText = 4000;

    /// <inheritdoc/>
    public string Name => "web_fetch";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        var limits = call.Params.Fetch ?? new ToolFetchLimits();
        if (!WebAddress.TryParse(call.Arguments.Text("url"), out var address, out var refusal))
        {
            throw new ToolRefusal($"the page was not asked for: {refusal}");
        }

        var isMarkdown = call.Arguments.OptionalText("extractMode") switch
        {
            null or "markdown" => true,
            "text" => false,
            _ => throw new ToolRefusal("\"extractMode\" has to be markdown or text"),
        };
        var max = Math.Max(1, Math.Min(Math.Min(call.Arguments.Count("maxChars") ?? int.MaxValue, limits.MaxChars), call.Params.MaxOutputChars - AroundText));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.Deadline, call.Cancelled);
        try
        {
            var page = await web.Get(WebContent.Page, address, limits, either.Token);
            return Told(call, page, isMarkdown, max);
        }
        catch (WebFailure failure) when (!failure.IsAsked)
        {
            throw new ToolRefusal($"the page was not asked for: {failure.Message}");
        }
        catch (WebFailure failure)
        {
            return call.Failed($"the page cannot be had: {failure.Message}");
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return call.Cancelled.IsCancellationRequested
                ? call.Failed("it was cancelled") with { Outcome = ToolOutcomes.Cancelled }
                : call.Failed("the page did not come in time") with { Outcome = ToolOutcomes.Timeout };
        }
    }

    private static ToolRunResult Told(ToolCall call, WebPage page, bool isMarkdown, int max)
    {
        var content = WebCharset.Decode(page);
        if (content.Contains('\0', StringComparison.Ordinal))
        {
            return call.Failed("the page cannot be had: it is no text");
        }

        var (title, text, isCut) = page.IsHtml ? HtmlText.Read(content, page.Address, isMarkdown, max) : Plain(content, max);
        isCut |= page.IsCut;
        var told = string.Create(CultureInfo.InvariantCulture, $"Status: {page.Status}\nContent type: {Named(page.MediaType)}\n\n")
            + ExternalContent.Wrap(text, ExternalSource.Web, page.Address.AbsoluteUri, title is null ? null : Plain(title, 1000).Text)
            + (isCut ? $"\n[cut: the page goes on behind these {text.Length} characters]" : "");
        return page.Status is >= 200 and < 300 ? call.Done(told, isCut) : call.Failed(told) with { Truncated = isCut };
    }

    /// <summary>The type, where it is a usual one: before the marks stands nothing of the server's own words.</summary>
    private static string Named(string mediaType) => mediaType is "text/html" or "text/plain" or "text/markdown" or "text/csv" or "text/xml"
        or "application/json" or "application/xml" or "application/xhtml+xml" ? mediaType : "another text";

    private static (string? Title, string Text, bool IsCut) Plain(string content, int max)
    {
        var text = new WebText(max);
        text.Keep(content);
        return (null, text.ToString(), text.IsCut);
    }
}
