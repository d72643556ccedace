using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Moltbot.TestSupport.Platforms;

/// <summary>Reads a multipart form as the object that a platform makes of it: texts as they are, files as type and content.</summary>
internal static class FormBody
{
    public static async Task<JsonObject> Read(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var body = new JsonObject();
        foreach (var (name, value) in form)
        {
            body[name] = value.ToString();
        }

        foreach (var file in form.Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, context.RequestAborted);
            body[file.Name] = new JsonObject { ["type"] = file.ContentType, ["name"] = file.FileName, ["content"] = Convert.ToBase64String(content.ToArray()) };
        }

        return body;
    }
}
