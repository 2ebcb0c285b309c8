// A connector server: sends the endpoints of a JSON file, in gob, to whoever connects.
package main

import (
	"encoding/gob"
	"encoding/json"
	"flag"
	"log"
	"net"
	"os"
	"time"
)

// The struct that ExternalDNS's source/connector.go decodes, field by field.
type (
	Targets                  []string
	TTL                      int64
	Labels                   map[string]string
	ProviderSpecificProperty struct{ Name, Value string }
	ProviderSpecific         []ProviderSpecificProperty
	Endpoint                 struct {
		DNSName          string
		Targets          Targets
		RecordType       string
		SetIdentifier    string
		RecordTTL        TTL
		Labels           Labels
		ProviderSpecific ProviderSpecific
	}
)

// Other is an endpoint for gob, which goes by the names of fields: they come in another order, with pointers, and
// among fields of every kind that an endpoint does not have.
type Other struct {
	Weight     float64
	Targets    []*string
	Phase      complex128
	Enabled    bool
	DNSName    *string
	Count      uint64
	Raw        []byte
	Pair       [2]int32
	Since      time.Time
	Nothing    any
	Parent     *Other
	ByNumber   map[int]*Other
	RecordType string
}

func others(endpoints []*Endpoint) []Other {
	result := []Other{}
	for _, each := range endpoints {
		var targets []*string
		for _, target := range each.Targets {
			targets = append(targets, &target)
		}
		result = append(result, Other{
			Weight: 0.5, Targets: targets, Phase: complex(1, -2), Enabled: true, DNSName: &each.DNSName, Count: 1 << 63,
			Raw: []byte{0, 1}, Pair: [2]int32{-1, 1}, Since: time.Unix(1, 0),
			Parent: &Other{Weight: -1}, ByNumber: map[int]*Other{-1: {Count: 1}}, RecordType: each.RecordType,
		})
	}
	return result
}

func values(endpoints []*Endpoint) []Endpoint {
	result := []Endpoint{}
	for _, each := range endpoints {
		result = append(result, *each)
	}
	return result
}

func load(path string) (endpoints []*Endpoint, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	err = json.Unmarshal(text, &endpoints)
	return endpoints, err
}

func send(connection net.Conn, path, shape string) error {
	endpoints, err := load(path)
	if err != nil {
		return err
	}
	encoder := gob.NewEncoder(connection)
	switch shape {
	case "values":
		return encoder.Encode(values(endpoints))
	case "other":
		return encoder.Encode(others(endpoints))
	case "text":
		return encoder.Encode("no list")
	case "open":
		if err := encoder.Encode(endpoints); err != nil {
			return err
		}
		_, err := connection.Read(make([]byte, 1)) // Returns when the other side has closed.
		return err
	default:
		return encoder.Encode(endpoints)
	}
}

func main() {
	listen := flag.String("listen", "", "host:port")
	path := flag.String("endpoints", "", "JSON file of endpoints, read for each connection")
	shape := flag.String("shape", "pointers", "pointers, values, other, text or open")
	flag.Parse()
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go func() {
			defer connection.Close()
			if err := send(connection, *path, *shape); err != nil {
				log.Print(err)
			}
		}()
	}
}
