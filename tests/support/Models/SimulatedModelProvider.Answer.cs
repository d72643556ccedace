using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Moltbot.TestSupport.Models;

public sealed partial class SimulatedModelProvider
{
    private static async Task AnswerAsync(
        HttpResponse response, SimulatedWire wire, SimulatedModelRequest request, ModelReply reply, CancellationToken gone)
    {
        if (reply.Hold is { } hold)
        {
            await hold.PassAsync(gone);
        }

        response.StatusCode = reply.StatusCode;
        response.ContentType = reply.ContentType;
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (reply.ErrorBody is { } body)
        {
            await response.WriteAsync(body, gone);
        }
        else if (request.Streams)
        {
            await StreamAsync(response, reply.Frames(wire, request.Model), gone);
        }
        else
        {
            response.ContentType = "application/json";
            await response.WriteAsync(wire.Whole(reply, request.Model).ToJsonString(), gone);
        }
    }

    private static async Task StreamAsync(HttpResponse response, IReadOnlyList<ModelFrame> frames, CancellationToken gone)
    {
        var pipe = response.BodyWriter;
        foreach (var (bytes, control) in frames)
        {
            if (bytes is not null)
            {
                pipe.Write(bytes);
                continue;
            }

            await pipe.FlushAsync(gone);
            switch (control)
            {
                case ModelStep.Gate gate:
                    await gate.Barrier.PassAsync(gone);
                    break;
                case ModelStep.Stall:
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, gone);
                    break;
                case ModelStep.Break:
                    response.HttpContext.Abort();
                    return;
            }
        }

        await pipe.FlushAsync(gone);
    }
}
