using System.Net;
using System.Security.Cryptography.X509Certificates;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Mqtt.Packets;
using CityActors.Silo.Ingress.Mqtt.Publishing;
using CityActors.Silo.Ingress.Payloads;
using Microsoft.AspNetCore.Connections;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CityActors.Silo.Ingress.Mqtt;

/// <summary>
/// One MQTT connection. MQTTnet sees connecting, subscribing and what is sent to the device; PUBLISH packets are taken out before it
/// sees them (<see cref="PublishPipeline"/>), because its session waits for each one to be dispatched before it reads the next, which
/// would make one message a flush. Keep-alive is watched here too, since MQTTnet would not see that a device speaks.
/// </summary>
internal sealed partial class MqttConnection : IMqttChannelAdapter
{
    private readonly ConnectionContext connection;
    private readonly MqttServices services;
    private readonly MqttWire wire;
    private readonly PublishPipeline pipeline;
    private MqttConnectPacket? connect;
    private long bytesReceived;
    private long waitingSince;
    private long packetAt;
    private bool silent;

    public MqttConnection(ConnectionContext connection, MqttServices services)
    {
        this.connection = connection;
        this.services = services;
        PacketFormatterAdapter = new MqttPacketFormatterAdapter(new MqttBufferWriter(256, 4_096));
        wire = new MqttWire(connection.Transport.Output, PacketFormatterAdapter, services.Time);
        pipeline = new PublishPipeline(services, wire, () => connect?.ClientId);
    }

    /// <inheritdoc/>
    public long BytesReceived => Volatile.Read(ref bytesReceived);

    /// <inheritdoc/>
    public long BytesSent => wire.Bytes;

    /// <inheritdoc/>
    public X509Certificate2? ClientCertificate => null;

    /// <inheritdoc/>
    public EndPoint? RemoteEndPoint => connection.RemoteEndPoint;

    /// <inheritdoc/>
    public EndPoint? LocalEndPoint => connection.LocalEndPoint;

    /// <inheritdoc/>
    public bool IsSecureConnection => false;

    /// <inheritdoc/>
    public MqttPacketFormatterAdapter PacketFormatterAdapter { get; }

    /// <summary>How long no whole packet came while we were waiting for it: bytes that never become one are silence too.</summary>
    public TimeSpan Silence => Volatile.Read(ref waitingSince) is var since and not 0 ? services.Time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Silence after which the client is gone: one and a half times its keep-alive.</summary>
    public TimeSpan SilenceMax { get; private set; } = TimeSpan.MaxValue;

    /// <summary>How long the client has not taken what is being sent to it.</summary>
    public TimeSpan Stuck => wire.Stuck;

    /// <summary>Whether a refusal was sent that the client should have time to read.</summary>
    public bool WasRefused { get; private set; }

    private bool IsVersion5 => PacketFormatterAdapter.ProtocolVersion == MqttProtocolVersion.V500;

    /// <inheritdoc/>
    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void ResetStatistics() => Volatile.Write(ref bytesReceived, 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        pipeline.Dispose();
        wire.Dispose();
    }

    /// <summary>The client fell silent: reading ends with a refusal.</summary>
    public void EndBySilence()
    {
        silent = true;
        connection.Transport.Input.CancelPendingRead();
    }

    /// <summary>Ends the connection without a word.</summary>
    public void Abort() => connection.Abort(new ConnectionAbortedException("The client does not read what is sent to it."));

    /// <summary>No more messages come; <see cref="Acknowledge"/> ends when what is in flight is done.</summary>
    public void EndOfMessages() => pipeline.End();

    /// <summary>Sends acknowledgements as messages become durable.</summary>
    public Task Acknowledge() => pipeline.Acknowledge(() => IsVersion5);

    /// <inheritdoc/>
    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        if (packet is MqttConnAckPacket answer)
        {
            answer.ReceiveMaximum = (ushort)services.Options.ReceiveMaximum;
            answer.MaximumPacketSize = (uint)services.Options.PacketBytesMax;
            answer.MaximumQoS = MqttQualityOfServiceLevel.AtLeastOnce;
            answer.TopicAliasMaximum = (ushort)services.Options.TopicAliasesMax;
            answer.RetainAvailable = false;
            answer.WildcardSubscriptionAvailable = false;
            answer.SharedSubscriptionAvailable = false;
        }

        if (packet is MqttSubAckPacket subscribed && !IsVersion5)
        {
            // The old protocol knows one word for every refusal.
            subscribed.ReasonCodes = [.. subscribed.ReasonCodes.Select(static code =>
                code < MqttSubscribeReasonCode.UnspecifiedError ? code : MqttSubscribeReasonCode.UnspecifiedError)];
        }

        return wire.Send(packet, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<MqttPacket?> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, pipeline.Failing);
        try
        {
            return await Receive(either.Token);
        }
        catch (OperationCanceledException) when (pipeline.Failing.IsCancellationRequested)
        {
            return await Refuse(PublishPipeline.LogFailed);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception closed) when (closed is IOException or InvalidOperationException or MqttCommunicationException)
        {
            return null;
        }
    }

    private async Task<MqttPacket?> Receive(CancellationToken cancellationToken)
    {
        var input = connection.Transport.Input;
        packetAt = services.Time.GetTimestamp();
        while (true)
        {
            Volatile.Write(ref waitingSince, packetAt);
            var read = await input.ReadAsync(cancellationToken);
            Volatile.Write(ref waitingSince, 0);
            if (silent)
            {
                input.AdvanceTo(read.Buffer.Start);
                return await Refuse(new ConnectionRefusal(
                    MqttDisconnectReasonCode.KeepAliveTimeout, RefusalReason.Quota,
                    "Nothing came within one and a half times the keep-alive."));
            }

            EnterSource();
            var intake = await pipeline.Take(read.Buffer, IsVersion5, cancellationToken);
            Volatile.Write(ref bytesReceived, bytesReceived + read.Buffer.Length - intake.Rest.Length);
            packetAt = intake.Rest.Length < read.Buffer.Length ? services.Time.GetTimestamp() : packetAt;
            MqttPacket? packet = null;
            var refusal = intake.Refusal;
            if (refusal is null && intake.Control is { } frame && (!frame.IsPing || connect is null))
            {
                refusal = TryDecode(frame, out packet);
            }

            input.AdvanceTo(intake.Rest.Start, intake.NeedsMore ? intake.Rest.End : intake.Rest.Start);
            if (refusal is not null)
            {
                return await Refuse(refusal);
            }

            if (packet is not null)
            {
                return packet;
            }

            if (intake.Control is not null)
            {
                await wire.SendPong();
            }
            else if (read.IsCompleted && intake.NeedsMore)
            {
                return null;
            }
        }
    }

    /// <summary>The client may have been given its id by the server: only after CONNECT has been answered it is known.</summary>
    private void EnterSource()
    {
        if (connect is not null)
        {
            pipeline.Source ??= services.Gateway.Source(Doors.Mqtt, services.FirstRoot, connect.ClientId);
        }
    }

    private ConnectionRefusal? TryDecode(in PacketFrame frame, out MqttPacket? packet)
    {
        packet = null;
        try
        {
            var received = frame.ToReceived();
            if (connect is null)
            {
                PacketFormatterAdapter.DetectProtocolVersion(received);
            }

            packet = PacketFormatterAdapter.Decode(received);
        }
        catch (Exception malformed) when (malformed is not OutOfMemoryException)
        {
            // Whatever a decoder throws at bytes from outside means the same: they are no packet.
            packet = null;
        }

        if (packet is MqttConnectPacket && connect is not null)
        {
            return new ConnectionRefusal(
                MqttDisconnectReasonCode.ProtocolError, RefusalReason.Syntax, "Expected one CONNECT, got a second.");
        }

        if (packet is MqttConnectPacket first)
        {
            Enter(first);
        }

        return packet is not null && connect is not null
            ? null
            : new ConnectionRefusal(
                MqttDisconnectReasonCode.MalformedPacket, RefusalReason.Syntax, "Expected an MQTT packet, CONNECT first.");
    }

    private void Enter(MqttConnectPacket packet)
    {
        connect = packet;
        var seconds = packet.KeepAlivePeriod == 0 ? services.Options.SilenceSecondsMax : packet.KeepAlivePeriod * 1.5;
        SilenceMax = TimeSpan.FromSeconds(seconds);

        // MQTTnet counts only packets that it sees as signs of life.
        packet.KeepAlivePeriod = 0;
        if (string.IsNullOrEmpty(packet.ClientId) && !IsVersion5 && packet.CleanSession)
        {
            packet.ClientId = MqttPolicy.AssignedId(connection.ConnectionId);
        }
    }

    private async Task<MqttPacket?> Refuse(ConnectionRefusal refusal)
    {
        var who = pipeline.Source ?? services.Gateway.Source(Doors.Mqtt, services.FirstRoot, $"{RemoteEndPoint}");
        services.Ledger.Count(who, refusal.Reason, refusal.Detail, 1);
        WasRefused = true;
        if (IsVersion5 && connect is not null)
        {
            try
            {
                await wire.SendLast(new MqttDisconnectPacket { ReasonCode = refusal.Code, ReasonString = refusal.Detail });
            }
            catch (MqttCommunicationException)
            {
                // The client is gone already.
            }
        }

        return null;
    }
}
