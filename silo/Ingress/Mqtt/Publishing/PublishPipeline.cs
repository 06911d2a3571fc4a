using System.Buffers;
using System.Threading.Channels;
using CityActors.Silo.Ingress.Admission;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Mqtt.Packets;
using CityActors.Silo.Ingress.Payloads;
using MQTTnet.Protocol;

namespace CityActors.Silo.Ingress.Mqtt.Publishing;

/// <summary>
/// The PUBLISH packets of one connection: everything in the receive buffer becomes one burst, bursts follow one another into the log
/// without waiting for its flush, and are acknowledged in order of arrival (MQTT-4.6.0-2) as flushes end.
/// </summary>
internal sealed class PublishPipeline : IDisposable
{
    private const int BurstsInFlightMax = 16;
    private const int BurstMessagesMax = 2_048;
    private const int BurstBytesMax = 1 << 20;
    private const int ResolveTriesMax = 40;
    private static readonly TimeSpan ResolvePause = TimeSpan.FromMilliseconds(250);

    private readonly MqttServices services;
    private readonly MqttWire wire;
    private readonly PublishIntake intake;
    private readonly SemaphoreSlim room;
    private readonly CancellationTokenSource failing = new();
    private readonly Channel<MqttBurst> bursts = Channel.CreateBounded<MqttBurst>(
        new BoundedChannelOptions(BurstsInFlightMax) { SingleReader = true, SingleWriter = true });

    private Dictionary<ushort, byte[]>? aliases;

    public PublishPipeline(MqttServices services, MqttWire wire, Func<string?> clientId)
    {
        this.services = services;
        this.wire = wire;
        intake = new PublishIntake(
            services, new TopicMemory(services.Gateway, services.Roots, services.Options.TopicsRemembered), clientId);
        room = new SemaphoreSlim(services.Options.ReceiveMaximum);
    }

    /// <summary>Who sends; null before CONNECT, when everything is a control packet. A declaration changes it.</summary>
    public IngestSource? Source { get; set; }

    /// <summary>Cancelled when what was sent could not be made durable: the connection must end without acknowledging it.</summary>
    public CancellationToken Failing => failing.Token;

    /// <summary>Takes the packets at the head of a buffer up to the first that is not a PUBLISH.</summary>
    /// <param name="buffer">Receive buffer; it must stay until this returns.</param>
    /// <param name="isVersion5">Whether packets have properties and acknowledgements reasons.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    public async ValueTask<Intake> Take(
        ReadOnlySequence<byte> buffer, bool isVersion5, CancellationToken cancellationToken)
    {
        var rest = buffer;
        MqttBurst? burst = null;
        var result = default(Intake);
        var isFull = false;
        while (burst is null || (burst.Messages.Length < BurstMessagesMax && burst.Batch.Bytes < BurstBytesMax))
        {
            var before = rest;
            var status = PacketFrame.TryRead(ref rest, services.Options.PacketBytesMax, out var frame);
            if (status != FrameStatus.Complete)
            {
                result = new Intake(before, status == FrameStatus.Incomplete, null, RefusalOf(status));
                break;
            }

            if (!frame.IsPublish || Source is null)
            {
                result = new Intake(rest, false, frame, null);
                break;
            }

            if (burst is null)
            {
                if (!await IsAdmitted(cancellationToken))
                {
                    return new Intake(before, false, null, LogFailed);
                }

                burst = services.Bursts.Rent();
                burst.Batch = services.Gateway.Rent(Source);
            }

            var taken = Add(burst, frame, isVersion5, out var refusal);
            isFull = taken == Taken.NoRoom;
            if (taken != Taken.Yes)
            {
                result = new Intake(before, false, null, refusal);
                break;
            }

            result = new Intake(rest, false, null, null);
        }

        if (burst is not null && await Send(burst, cancellationToken) is { } unresolved)
        {
            return result with { Refusal = unresolved };
        }

        if (isFull)
        {
            await room.WaitAsync(cancellationToken);
            room.Release();
        }

        return result;
    }

    /// <summary>No more messages come; what is in flight is still acknowledged.</summary>
    public void End() => bursts.Writer.TryComplete();

    /// <summary>Sends acknowledgements as bursts become durable, until the connection and its bursts have ended.</summary>
    /// <param name="isVersion5">Tells, once messages have come, which protocol they are of.</param>
    public async Task Acknowledge(Func<bool> isVersion5)
    {
        await foreach (var burst in bursts.Reader.ReadAllAsync())
        {
            var failure = await burst.Batch.Durable;
            if (failure is not null)
            {
                await failing.CancelAsync();
            }
            else if (burst.Acknowledged > 0 && !failing.IsCancellationRequested)
            {
                // Room first: an MQTT 5 client may use it as soon as it reads the acknowledgement.
                room.Release(burst.Acknowledged);
                await wire.SendAcknowledgements(burst, isVersion5());
            }

            services.Gateway.Return(burst.Batch);
            services.Bursts.Return(burst);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bursts.Writer.TryComplete();
        failing.Dispose();
        room.Dispose();
    }

    /// <summary>What a client is told whose messages cannot be kept.</summary>
    public static ConnectionRefusal LogFailed { get; } =
        new(MqttDisconnectReasonCode.ServerBusy, RefusalReason.Unavailable, "The log accepts nothing now; send again later.");

    private ConnectionRefusal? RefusalOf(FrameStatus status) => status switch
    {
        FrameStatus.TooLarge => new ConnectionRefusal(
            MqttDisconnectReasonCode.PacketTooLarge, RefusalReason.TooLarge,
            $"Expected packets of at most {services.Options.PacketBytesMax} bytes."),
        FrameStatus.Malformed => new ConnectionRefusal(
            MqttDisconnectReasonCode.MalformedPacket, RefusalReason.Syntax, "The remaining length of a packet has more than four bytes."),
        _ => null,
    };

    private async ValueTask<bool> IsAdmitted(CancellationToken cancellationToken)
    {
        var state = services.Gateway.Admission.State;
        if (state is AdmissionState.Lagging or AdmissionState.Replaying)
        {
            IngressMeters.Slowed(Doors.Mqtt);
            state = await services.Gateway.Admission.WaitUntilDecided(cancellationToken);
        }

        return state == AdmissionState.Open;
    }

    private Taken Add(MqttBurst burst, in PacketFrame frame, bool isVersion5, out ConnectionRefusal? refusal)
    {
        byte[]? copied = null;
        try
        {
            var body = frame.Body.IsSingleSegment ? frame.Body.FirstSpan : Copy(frame.Body, out copied);
            refusal = TryRead(frame.Header, body, isVersion5, out var packet);
            if (refusal is not null)
            {
                return Taken.Refused;
            }

            // A declaration begins a burst, because all of a burst is of one source.
            var declares = intake.DeclaredSource(packet) is not null;
            if (declares && burst.Messages.Length > 0)
            {
                return Taken.InTheNext;
            }

            if (packet.Qos > 0 && !room.Wait(0, CancellationToken.None))
            {
                refusal = isVersion5 ? TooManyInFlight() : null;
                return isVersion5 ? Taken.Refused : Taken.NoRoom;
            }

            intake.Add(burst, packet, frame.Body.Slice(frame.Body.Length - packet.Payload.Length));
            Source = burst.Batch.Source;
            return Taken.Yes;
        }
        finally
        {
            if (copied is not null)
            {
                ArrayPool<byte>.Shared.Return(copied);
            }
        }
    }

    private ConnectionRefusal? TryRead(byte header, ReadOnlySpan<byte> body, bool isVersion5, out PublishPacket packet)
    {
        if (!PublishPacket.TryRead(header, body, isVersion5, out packet))
        {
            return new ConnectionRefusal(
                MqttDisconnectReasonCode.MalformedPacket, RefusalReason.Syntax, "A PUBLISH packet is malformed.");
        }

        if (packet.Qos == 2 && isVersion5)
        {
            return new ConnectionRefusal(
                MqttDisconnectReasonCode.QoSNotSupported, RefusalReason.Topic, "Expected QoS 0 or 1, as CONNACK says, got 2.");
        }

        return packet.TopicAlias != 0 || packet.Topic.IsEmpty ? ResolveAlias(ref packet) : null;
    }

    private ConnectionRefusal TooManyInFlight() => new(
        MqttDisconnectReasonCode.ReceiveMaximumExceeded, RefusalReason.Quota,
        $"Expected at most {services.Options.ReceiveMaximum} messages without acknowledgement, as CONNACK says.");

    private static ReadOnlySpan<byte> Copy(in ReadOnlySequence<byte> body, out byte[] copied)
    {
        copied = ArrayPool<byte>.Shared.Rent((int)body.Length);
        body.CopyTo(copied);
        return copied.AsSpan(0, (int)body.Length);
    }

    private ConnectionRefusal? ResolveAlias(ref PublishPacket packet)
    {
        if (packet.TopicAlias > services.Options.TopicAliasesMax)
        {
            return new ConnectionRefusal(
                MqttDisconnectReasonCode.TopicAliasInvalid, RefusalReason.Topic,
                $"Expected a topic alias of at most {services.Options.TopicAliasesMax}, as CONNACK says, got {packet.TopicAlias}.");
        }

        if (packet.TopicAlias != 0 && !packet.Topic.IsEmpty)
        {
            (aliases ??= [])[packet.TopicAlias] = packet.Topic.ToArray();
        }
        else if (packet.TopicAlias != 0 && aliases is not null && aliases.TryGetValue(packet.TopicAlias, out var topic))
        {
            packet.Topic = topic;
        }
        else if (packet.Topic.IsEmpty)
        {
            return new ConnectionRefusal(
                MqttDisconnectReasonCode.ProtocolError, RefusalReason.Topic, "Expected a topic, or an alias that was given one before.");
        }

        return null;
    }

    /// <summary>Sends a burst on its way into the log.</summary>
    /// <returns>Null, or why nothing of it can be kept.</returns>
    private async ValueTask<ConnectionRefusal?> Send(MqttBurst burst, CancellationToken cancellationToken)
    {
        var problem = await services.Gateway.Resolve(burst.Batch);
        for (var tries = 1; problem is not null && tries < ResolveTriesMax; tries++)
        {
            await Task.Delay(ResolvePause, services.Time, cancellationToken);
            problem = await services.Gateway.Resolve(burst.Batch);
        }

        if (problem is not null)
        {
            return new ConnectionRefusal(MqttDisconnectReasonCode.ServerBusy, RefusalReason.Unavailable, problem);
        }

        intake.Resolved(burst);
        burst.ForgetPayloads();
        await services.Gateway.Append(burst.Batch, cancellationToken);
        await bursts.Writer.WriteAsync(burst, cancellationToken);
        return null;
    }

    private enum Taken : byte
    {
        Yes = 0,

        /// <summary>It is not read as a message; the connection ends.</summary>
        Refused,

        /// <summary>It begins the next burst.</summary>
        InTheNext,

        /// <summary>Too many messages wait for their acknowledgement; it stays in the buffer.</summary>
        NoRoom,
    }
}
