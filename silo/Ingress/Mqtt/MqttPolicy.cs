using CityActors.Silo.Ingress.Admission;
using CityActors.Silo.Ingress.Gateway;
using CityActors.Silo.Ingress.Gateway.Topics;
using CityActors.Silo.Ingress.Mqtt.Publishing;
using CityActors.Silo.Ingress.Payloads;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace CityActors.Silo.Ingress.Mqtt;

/// <summary>
/// What clients may do beside sending telemetry. Everything is refused that is not said here: a device may subscribe to its own
/// <c>{root}/{type}/{id}/command</c> topic, where the id is its client id, and to nothing else. Wills are telemetry or nothing.
/// </summary>
internal sealed class MqttPolicy(MqttServices services)
{
    /// <summary>Sender of what the city itself sends to devices; no client can bear it.</summary>
    public const string CitySender = "$city";

    private const int IdCharactersMax = 200;

    private readonly WillIntake wills = new(services);

    /// <summary>The id of a client that asked for one.</summary>
    public static string AssignedId(string connectionId) => "auto-" + connectionId;

    /// <summary>Whether a client may connect.</summary>
    public Task Connecting(ValidatingConnectionEventArgs args)
    {
        if (string.IsNullOrEmpty(args.ClientId) && args.ProtocolVersion == MqttProtocolVersion.V500)
        {
            args.AssignedClientIdentifier = AssignedId(Guid.NewGuid().ToString("N"));
        }
        else if (!IngestSource.IsActor(args.ClientId) || args.ClientId.Length > IdCharactersMax || args.ClientId.StartsWith('$'))
        {
            Refuse(args, MqttConnectReasonCode.ClientIdentifierNotValid,
                $"Expected a client id of 1-{IdCharactersMax} characters that does not start with $.");
        }

        if (args.ReasonCode == MqttConnectReasonCode.Success && services.Gateway.Admission.State == AdmissionState.LogFailed)
        {
            Refuse(args, MqttConnectReasonCode.ServerUnavailable, "The log accepts nothing now.");
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether a client may subscribe.</summary>
    public Task Subscribing(InterceptingSubscriptionEventArgs args)
    {
        if (IsOwnCommandTopic(args.TopicFilter.Topic, args.ClientId))
        {
            if (args.TopicFilter.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce)
            {
                args.TopicFilter.QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce;
                args.Response.ReasonCode = MqttSubscribeReasonCode.GrantedQoS1;
            }

            return Task.CompletedTask;
        }

        args.ProcessSubscription = false;
        args.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        Count(args.ClientId, RefusalReason.Topic, "Expected a subscription to the device's own {root}/{type}/{client id}/command.");
        return Task.CompletedTask;
    }

    /// <summary>What reaches MQTTnet's own dispatch: the city's commands, which pass, and wills, which are telemetry or nothing.</summary>
    public Task Dispatching(InterceptingPublishEventArgs args)
    {
        if (args.ClientId == CitySender)
        {
            return Task.CompletedTask;
        }

        args.ProcessPublish = false;
        return wills.Take(args.ClientId, args.ApplicationMessage);
    }

    private bool IsOwnCommandTopic(string filter, string clientId)
    {
        var levels = filter.Split('/');
        return levels.Length == 4 && levels[2] == clientId
            && TelemetryTopic.Parse(filter, services.Roots, out _).Kind == TopicKind.Command;
    }

    private void Refuse(ValidatingConnectionEventArgs args, MqttConnectReasonCode code, string detail)
    {
        args.ReasonCode = code;
        args.ReasonString = detail;
        Count($"{args.RemoteEndPoint}", RefusalReason.Quota, detail);
    }

    private void Count(string actor, string reason, string detail) =>
        services.Ledger.Count(services.Gateway.Source(Doors.Mqtt, services.FirstRoot, actor), reason, detail, 1);
}
