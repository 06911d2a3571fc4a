using System.Threading.Channels;
using CityActors.Grains.Log;
using CityActors.Log;
using CityActors.Silo.Ingress.Payloads;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Gateway;

/// <summary>
/// Puts everything that waits into one append, so that one flush serves all, and lets a few appends run at a time, so that the next
/// group is written while the disk is still busy with the last. Batches become durable in the order they came.
/// </summary>
internal sealed partial class LogAppender : BackgroundService
{
    private readonly ICityLog log;
    private readonly ILogger<LogAppender> logger;
    private readonly int groupBytesMax;
    private readonly Channel<IngestBatch> waiting;
    private readonly Channel<Flight> flights;

    public LogAppender(ICityLog log, IOptions<GatewayOptions> options, ILogger<LogAppender> logger)
    {
        this.log = log;
        this.logger = logger;
        groupBytesMax = options.Value.GroupBytesMax;
        waiting = Channel.CreateBounded<IngestBatch>(
            new BoundedChannelOptions(options.Value.BatchesWaitingMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        flights = Channel.CreateBounded<Flight>(
            new BoundedChannelOptions(options.Value.AppendsInFlight - 1) { SingleReader = true, SingleWriter = true });
    }

    /// <summary>Hands a batch in; waits while too many wait already. <see cref="IngestBatch.Durable"/> tells the end.</summary>
    public async ValueTask Enqueue(IngestBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await waiting.Writer.WriteAsync(batch, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            batch.Complete("The city is stopping.");
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var completing = CompleteFlights();
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stoppingToken) && await flights.Writer.WaitToWriteAsync(stoppingToken))
            {
                AppendGroup();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            waiting.Writer.TryComplete();
        }
        finally
        {
            waiting.Writer.TryComplete();
            flights.Writer.TryComplete();
            await completing;
            while (waiting.Reader.TryRead(out var batch))
            {
                batch.Complete("The city is stopping.");
            }
        }
    }

    private void AppendGroup()
    {
        var flight = new Flight();
        var bytes = 0;
        while (bytes < groupBytesMax && waiting.Reader.TryRead(out var batch))
        {
            bytes += batch.Bytes;
            flight.Batches.Add(batch);
            batch.AddTo(flight.Entries);
        }

        if (flight.Batches.Count == 0)
        {
            return;
        }

        try
        {
            flight.Append = log.Append(flight.Entries, CancellationToken.None);
        }
        catch (Exception failure)
        {
            flight.Append = Task.FromException<LogPosition[]>(failure);
        }

        flights.Writer.TryWrite(flight);
    }

    private async Task CompleteFlights()
    {
        await foreach (var flight in flights.Reader.ReadAllAsync())
        {
            string? failure = null;
            try
            {
                await flight.Append!;
            }
            catch (LogUnavailableException unavailable)
            {
                failure = unavailable.Message;
                Unavailable(flight.Batches.Count, failure);
            }
            catch (Exception unexpected)
            {
                failure = "The log failed.";
                IngressMeters.LoopFailed("ingress-append");
                Failed(flight.Batches.Count, unexpected);
            }

            foreach (var batch in flight.Batches)
            {
                if (failure is null)
                {
                    IngressMeters.Accepted(batch.Source.Door, batch.Count);
                }
                else
                {
                    IngressMeters.Refused(batch.Source.Door, RefusalReason.Unavailable, batch.Count);
                }

                batch.Complete(failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log accepted nothing of {Batches} batches: {Reason}")]
    private partial void Unavailable(int batches, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The append of {Batches} batches failed")]
    private partial void Failed(int batches, Exception exception);

    private sealed class Flight
    {
        public List<IngestBatch> Batches { get; } = [];

        public List<LogEntry> Entries { get; } = [];

        public Task<LogPosition[]>? Append { get; set; }
    }
}
