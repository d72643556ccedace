using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Handshake;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Http.Routing;
using Moltbot.Gateway.Methods.Agents;
using Moltbot.Gateway.Tenants;
using Moltbot.Policy.Attachments;
using Moltbot.Policy.Configuration;

namespace Moltbot.Gateway.Http.Ui;

/// <summary><c>/avatar/&lt;agent&gt;</c>: the agent's picture where the configuration itself holds one; with <c>?meta=1</c> its address.</summary>
internal sealed partial class AvatarEndpoint(ITenantViews views, GatewayOptions options)
{
    private const string Prefix = "/avatar/";

    /// <summary>Whether a path is an avatar's; the agent is null when its name is none.</summary>
    public bool Takes(string path, out string? agent)
    {
        agent = null;
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        string name = path[Prefix.Length..];
        agent = AgentName().IsMatch(name) ? name : null;
        return true;
    }

    public async Task Answer(HttpContext context, string? agent)
    {
        if (agent is null)
        {
            await HttpAnswer.NotFound(context);
            return;
        }

        string? url = await PictureOf(context, agent);
        if (context.Request.Query["meta"] == "1")
        {
            context.Response.Headers.CacheControl = "no-cache";
            await HttpAnswer.Json(context, StatusCodes.Status200OK, new JsonObject { ["avatarUrl"] = url });
            return;
        }

        if (!TryDecode(url, out byte[]? picture, out string? type))
        {
            await HttpAnswer.NotFound(context);
            return;
        }

        context.Response.ContentType = type;
        context.Response.ContentLength = picture.Length;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(picture, context.RequestAborted);
        }
    }

    private async Task<string?> PictureOf(HttpContext context, string agent)
    {
        string tenant = TenantFinder.Find(options, null, context.Request.Headers.Host);
        ConfigDocument document = await views.Configuration(tenant);
        return AgentIdentities.PictureUrl(document.Agents.IdentityOf(agent)?.Avatar);
    }

    /// <summary>The picture of a data URL, its type taken from its bytes.</summary>
    private static bool TryDecode(string? url, [NotNullWhen(true)] out byte[]? picture, [NotNullWhen(true)] out string? type)
    {
        (picture, type) = (null, null);
        int comma = url?.IndexOf(',', StringComparison.Ordinal) ?? -1;
        if (comma < 0 || !url!.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        byte[] bytes = new byte[(url.Length - comma) / 4 * 3 + 3];
        if (Convert.TryFromBase64Chars(url.AsSpan(comma + 1), bytes, out int written))
        {
            picture = bytes[..written];
            type = MimeSniffer.Sniff(picture);
        }

        return picture is not null && type?.StartsWith("image/", StringComparison.Ordinal) == true;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AgentName();
}
