using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;

namespace CityActors.Silo.Ingress.Http;

/// <summary>A body is larger than its limit.</summary>
internal sealed class BodyTooLargeException(long bytesMax) : Exception($"Expected a body of at most {bytesMax} bytes, unpacked.");

/// <summary>
/// The bytes of a request, unpacked when they came as gzip, and never more of them than the limit: a small body that unpacks into
/// gigabytes ends at the limit as a large one does.
/// </summary>
internal sealed class RequestBody : IAsyncDisposable
{
    private readonly Stream stream;
    private readonly long unpackedMax;
    private long read;

    private RequestBody(Stream stream, long unpackedMax)
    {
        this.stream = stream;
        this.unpackedMax = unpackedMax;
    }

    /// <summary>Opens the body.</summary>
    /// <returns>False when its encoding is not one that is read here: identity or gzip.</returns>
    public static bool TryOpen(HttpRequest request, long packedMax, long unpackedMax, out RequestBody body)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = packedMax;
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        var isGzip = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        body = new RequestBody(isGzip ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body, unpackedMax);
        return isGzip || encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Fills a buffer as far as there are bytes.</summary>
    /// <returns>Bytes read; fewer than asked for only at the end.</returns>
    /// <exception cref="BodyTooLargeException">There is more than the limit.</exception>
    /// <exception cref="InvalidDataException">The body is no gzip.</exception>
    public async ValueTask<int> Fill(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var count = await stream.ReadAsync(buffer[filled..], cancellationToken);
            if (count == 0)
            {
                break;
            }

            filled += count;
            read += count;
            if (read > unpackedMax)
            {
                throw new BodyTooLargeException(unpackedMax);
            }
        }

        return filled;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream is GZipStream ? stream.DisposeAsync() : default;
}
