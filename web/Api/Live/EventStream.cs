using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CityActors.Web.Api.Live;

/// <summary>
/// Writes server-sent events. The id of an event says how far the reader has come once he has it, so that he goes on after it when he
/// comes again; an id without an event only says how far.
/// </summary>
internal sealed class EventStream(HttpContext context)
{
    /// <summary>Header by which a reader says how far he had come.</summary>
    public const string LastEventId = "Last-Event-ID";

    private readonly ArrayBufferWriter<byte> data = new();
    private Utf8JsonWriter? json;

    /// <summary>Starts the answer.</summary>
    public async Task Start(string id)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = ApiJson.Events;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        Write($"retry: 2000\nid: {id}\n\n");
        await Flush();
    }

    /// <summary>Writes an event; send it with <see cref="Flush"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="id">How far the reader has come with it; empty: he starts anew the next time.</param>
    /// <param name="write">Its data.</param>
    public void Event(string name, string id, Action<Utf8JsonWriter> write)
    {
        data.ResetWrittenCount();
        json ??= new Utf8JsonWriter(data, ApiJson.Writer);
        json.Reset(data);
        write(json);
        json.Flush();
        Write($"id: {id}\nevent: {name}\ndata: ");
        context.Response.BodyWriter.Write(data.WrittenSpan);
        Write("\n\n");
    }

    /// <summary>Says how far the reader has come although there was nothing for him.</summary>
    public void Id(string id) => Write($"id: {id}\n\n");

    /// <summary>A sign of life.</summary>
    public void SignOfLife() => Write(":\n\n");

    /// <summary>Sends what has been written.</summary>
    public async Task Flush() => await context.Response.BodyWriter.FlushAsync(context.RequestAborted);

    private void Write(string text) => Encoding.UTF8.GetBytes(text, context.Response.BodyWriter);
}
