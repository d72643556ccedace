using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Telegram;

public sealed partial class SimulatedBot
{
    private string? webhookSecret;
    private string? lastWebhookError;

    /// <summary>Where updates are posted; null while getUpdates is used.</summary>
    public Uri? Webhook { get; private set; }

    /// <summary>
    /// Posts the waiting updates in order, as Telegram does, and stops at the first that is not accepted: that one stays and
    /// comes again with the next call.
    /// </summary>
    /// <param name="client">The client to post with.</param>
    /// <returns>The status of each post.</returns>
    public async Task<IReadOnlyList<int>> DeliverPendingAsync(HttpClient client)
    {
        var statuses = new List<int>();
        while (Webhook is { } url && updates.Peek() is { } next)
        {
            var status = await Post(client, url, next.Update);
            statuses.Add(status);
            if (status is < 200 or >= 300)
            {
                lastWebhookError = $"Wrong response from the webhook: {status}";
                break;
            }

            updates.Confirm(next.Id + 1);
            Changed();
        }

        return statuses;
    }

    private async Task<int> Post(HttpClient client, Uri url, JsonObject update)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(update.ToJsonString()));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (webhookSecret is not null)
        {
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", webhookSecret);
        }

        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    private SimulatedAnswer SetWebhook(JsonObject body)
    {
        var call = new SimulatedParameters(body);
        var url = call.Text("url");
        var secret = call.Text("secret_token");
        if (secret is not null && !SecretText().IsMatch(secret))
        {
            throw new BadRequest("secret token contains unallowed characters");
        }

        // A server of one's own (--local) takes http too; a test's loopback address stands for that.
        if (!string.IsNullOrEmpty(url) && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == "https" || address.IsLoopback)))
        {
            throw new BadRequest("bad webhook: An HTTPS URL must be provided for webhook");
        }

        Webhook = string.IsNullOrEmpty(url) ? null : new Uri(url);
        webhookSecret = secret;
        return SimulatedAnswer.Success(true);
    }

    private SimulatedAnswer DeleteWebhook()
    {
        Webhook = null;
        webhookSecret = null;
        return SimulatedAnswer.Success(true);
    }

    private JsonObject WebhookInfo()
    {
        var info = new JsonObject
        {
            ["url"] = Webhook?.AbsoluteUri ?? "",
            ["has_custom_certificate"] = false,
            ["pending_update_count"] = updates.Unconfirmed.Count,
        };
        if (lastWebhookError is not null)
        {
            info["last_error_message"] = lastWebhookError;
        }

        return info;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,256}$", RegexOptions.None, 1000)]
    private static partial Regex SecretText();
}
